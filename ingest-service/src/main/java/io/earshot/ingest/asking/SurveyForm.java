package io.earshot.ingest.asking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import java.net.URLDecoder;

/**
 * What the customer filled in.
 *
 * @param score as it was sent, empty if none was chosen
 * @param comment with plain line feeds, empty if there is none
 */
record SurveyForm(String score, String comment) {

    /** A comment of 4,000 characters of four bytes, each byte as three characters, and the rest. */
    static final int MOST_BYTES = 64 * 1024;

    static final int MOST_COMMENT = 4_000;

    /**
     * Reads {@code application/x-www-form-urlencoded}; other fields are left out.
     *
     * @throws ProblemException of status 400 if it is none
     */
    static SurveyForm parse(byte[] body) {
        String score = "";
        String comment = "";
        try {
            for (String field : new String(body, UTF_8).split("&")) {
                int equals = field.indexOf('=');
                if (equals < 0) {
                    continue;
                }
                String name = field.substring(0, equals);
                String value = URLDecoder.decode(field.substring(equals + 1), UTF_8);
                if (name.equals("score")) {
                    score = value;
                } else if (name.equals("comment")) {
                    comment = value.replace("\r\n", "\n").strip();
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.malformed("not a form: " + e.getMessage() + " (expected: a form)"));
        }
        return new SurveyForm(score, comment);
    }
}
