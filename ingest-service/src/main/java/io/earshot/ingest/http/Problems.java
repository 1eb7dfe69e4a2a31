package io.earshot.ingest.http;

import io.earshot.feedback.FeedbackJson;
import io.earshot.feedback.InvalidFeedbackException;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** The one table from exceptions to problems. */
public final class Problems {

    private Problems() {}

    /** The problem that a client is told when this happens. */
    public static Problem of(Throwable error) {
        if (error instanceof ProblemException known) {
            return known.problem();
        } else if (error instanceof InvalidFeedbackException invalid) {
            int faults = invalid.count();
            return Problem.invalid(faults == 1 ? "1 fault" : faults + " faults", invalid.faults());
        } else if (error instanceof StreamConstraintsException) {
            int most = FeedbackJson.MOST_BYTES;
            return Problem.malformed("a number, a name or nesting beyond what fits into an item (expected: at most "
                    + most + " digits, characters or levels)");
        } else if (error instanceof JacksonException json) {
            return Problem.malformed(
                    "not JSON: " + json.getOriginalMessage() + at(json.getLocation()) + " (expected: JSON in UTF-8)");
        } else if (error instanceof ResponseStatusException status) {
            return ofStatus(status);
        }
        return new Problem("internal", 500, "Internal error", "The service failed; its log has the reason.");
    }

    private static Problem ofStatus(ResponseStatusException error) {
        HttpStatus status = HttpStatus.resolve(error.getStatusCode().value());
        String title = status == null ? "Error" : status.getReasonPhrase();
        String slug = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String reason = error.getReason();
        return new Problem(slug, error.getStatusCode().value(), title, reason == null ? title : reason);
    }

    private static String at(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
