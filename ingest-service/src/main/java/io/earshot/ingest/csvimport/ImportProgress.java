package io.earshot.ingest.csvimport;

import io.earshot.feedback.Fault;
import io.earshot.ingest.http.JsonText;
import io.earshot.ingest.http.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** How far an import has come: written by its thread, told to the client by another. */
final class ImportProgress {

    private static final int MOST_PROBLEMS = 100;

    private record RowProblem(long line, List<Fault> faults) {}

    private final List<RowProblem> problems = new ArrayList<>();
    private long line;
    private long accepted;
    private long rejected;

    synchronized void at(long newLine) {
        line = newLine;
    }

    synchronized void accept(int rows) {
        accepted += rows;
    }

    synchronized void reject(long problemLine, List<Fault> faults) {
        rejected++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new RowProblem(problemLine, faults));
        }
    }

    /** The line that is written while the import runs. It has no {@code done}: that it is false says that the import was broken off. */
    byte[] running() {
        return line(json -> writeNumbers(json));
    }

    /** The last line. @param brokenOff why the import ended early, null if it came to the end */
    byte[] last(@Nullable String brokenOff) {
        return line(json -> {
            json.writeBooleanProperty("done", brokenOff == null);
            if (brokenOff != null) {
                json.writeStringProperty("reason", brokenOff);
            }
            writeNumbers(json);
            writeProblems(json);
        });
    }

    private synchronized void writeNumbers(JsonGenerator json) {
        json.writeNumberProperty("accepted", accepted);
        json.writeNumberProperty("rejected", rejected);
        json.writeNumberProperty("line", line);
    }

    private synchronized void writeProblems(JsonGenerator json) {
        json.writeArrayPropertyStart("problems");
        for (RowProblem problem : problems) {
            json.writeStartObject();
            json.writeNumberProperty("line", problem.line());
            Problem.writeErrors(json, problem.faults());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static byte[] line(Consumer<JsonGenerator> properties) {
        byte[] object = JsonText.of(json -> {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        });
        byte[] line = Arrays.copyOf(object, object.length + 1);
        line[object.length] = '\n';
        return line;
    }
}
