package io.earshot.feedback;

/**
 * One thing that is wrong with an item.
 *
 * @param field the path of the field, {@code context.channel}; empty for the item as a whole
 * @param message the value and what was expected: {@code 11 (expected: 0 to 10)}
 */
public record Fault(String field, String message) {

    @Override
    public String toString() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}
