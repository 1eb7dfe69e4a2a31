package io.earshot.alerts.inbox;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** A note that was not taken. */
    static Draft ofNote(MultiValueMap<String, String> form, ProblemException problem) {
        String id = form.getFirst("noteId");
        String text = form.getFirst("text");
        return new Draft(
                text == null ? "" : text, id == null ? UUID.randomUUID().toString() : id, Map.of(), faults(problem));
    }

    /** A change that was not made. */
    static Draft ofChange(Wish wish, @Nullable ProblemException problem) {
        return new Draft("", UUID.randomUUID().toString(), wish.fields(), problem == null ? Map.of() : faults(problem));
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
