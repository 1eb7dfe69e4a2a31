package io.earshot.alerts.inbox;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What stands in the fields of a case's page: as somebody typed it where that could not be saved, so that nothing has to be typed again.
 *
 * @param note the text of a note, empty for none
 * @param noteId by which the note is known if it is sent again
 * @param fields other fields by name; one that is not there is as the case has it
 * @param faults what is wrong, by field; under "" what is wrong as a whole
 */
record Draft(String note, String noteId, Map<String, String> fields, Map<String, String> faults) {

    static Draft blank() {
        return new Draft("", UUID.randomUUID().toString(), Map.of(), Map.of());
    }

    /** All that somebody typed, and of which nothing is saved yet. */
    static Draft typed(MultiValueMap<String, String> form) {
        // a browser sends line breaks as two characters
        String note = Objects.requireNonNullElse(form.getFirst("text"), "").replace("\r\n", "\n");
        String id = Objects.requireNonNullElseGet(
                form.getFirst("noteId"), () -> UUID.randomUUID().toString());
        return new Draft(note, id, Wish.typed(form), Map.of());
    }

    /** What is left when that was done. */
    Draft without(Wish done) {
        Map<String, String> left = new LinkedHashMap<>(fields);
        done.fields().forEach(left::remove);
        return new Draft(note, noteId, left, faults);
    }

    /** What is left when the note was saved. */
    Draft withoutNote() {
        return new Draft("", UUID.randomUUID().toString(), fields, faults);
    }

    /** The same with what is wrong with it. */
    Draft with(ProblemException problem) {
        return new Draft(note, noteId, fields, faults(problem));
    }

    boolean isBlank() {
        return note.isBlank() && fields.isEmpty();
    }

    private static Map<String, String> faults(ProblemException problem) {
        List<FieldFault> faults = problem.faults();
        Map<String, String> byField = new LinkedHashMap<>();
        faults.forEach(fault -> byField.putIfAbsent(fault.field(), fault.message()));
        if (byField.isEmpty()) {
            byField.put("", String.valueOf(problem.getMessage()));
        }
        return byField;
    }

    /** What stands in a field. */
    public String value(String name, @Nullable String ofCase) {
        return fields.getOrDefault(name, ofCase == null ? "" : ofCase);
    }

    public @Nullable String fault(String name) {
        return faults.get(name);
    }
}
