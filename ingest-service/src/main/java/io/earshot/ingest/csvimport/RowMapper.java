package io.earshot.ingest.csvimport;

import io.earshot.feedback.FeedbackDraft;
import io.earshot.feedback.Field;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the cells of a row where the mapping says. Not for use by several threads. */
final class RowMapper {

    private final int width;
    private final Map<Field, Integer> positions;
    private final Map<Field, String> constants;
    private final String idPrefix;
    private final FeedbackDraft draft = new FeedbackDraft();
    private final int constantCharacters;
    private int characters;

    RowMapper(int width, Map<Field, Integer> positions, Map<Field, String> constants, String idPrefix) {
        this.width = width;
        this.positions = positions;
        this.constants = constants;
        this.idPrefix = idPrefix;
        this.constantCharacters =
                constants.values().stream().mapToInt(String::length).sum() + idPrefix.length();
    }

    /** What keeps the row from being read at all, null if nothing does. */
    @Nullable
    String fault(List<String> cells) {
        return cells.size() == width ? null : cells.size() + " cells (expected: " + width + ", as in the header)";
    }

    /** The row as a draft, which is used again for the next row. */
    FeedbackDraft map(List<String> cells) {
        draft.clear();
        characters = constantCharacters;
        constants.forEach(draft::set);
        for (Map.Entry<Field, Integer> position : positions.entrySet()) {
            String cell = cells.get(position.getValue());
            // without a value of its own, a row with a prefix would be the same item as the next one
            boolean isPrefixed = position.getKey() == Field.ID && !cell.isEmpty();
            characters += cell.length();
            draft.set(position.getKey(), isPrefixed ? idPrefix + cell : cell);
        }
        return draft;
    }

    /** How many characters the row that was mapped last has in the columns and constants that count. */
    int characters() {
        return characters;
    }
}
