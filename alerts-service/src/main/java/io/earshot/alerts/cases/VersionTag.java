package io.earshot.alerts.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.problem.ProblemException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ETag} of a case: its version, and behind a hyphen how its deliveries stand, if it owes any. A delivery that arrives makes the page a new
 * one, but is no reason to refuse a change: {@code If-Match} goes by the version alone.
 */
record VersionTag(long version, String deliveries) {

    private static final Pattern ONE = Pattern.compile("\"([0-9]{1,18})(?:-[0-9a-f]{1,8})?\"");

    static VersionTag of(CaseFile file) {
        return of(file, "");
    }

    /**
     * @param deliveries as they are shown, empty for none
     */
    static VersionTag of(CaseFile file, String deliveries) {
        if (deliveries.isEmpty()) {
            return new VersionTag(file.version(), "");
        }
        CRC32 sum = new CRC32();
        sum.update(deliveries.getBytes(UTF_8));
        return new VersionTag(file.version(), "-" + Long.toHexString(sum.getValue()));
    }

    /** As the header has it. */
    String written() {
        return "\"" + version + deliveries + "\"";
    }

    /**
     * Refuses a change of a version that the caller does not mean.
     *
     * @param ifMatch the header, all of them; null or empty if there is none
     * @throws ProblemException 428 or 412
     */
    static void check(@Nullable List<String> ifMatch, CaseFile file) {
        if (ifMatch == null || ifMatch.isEmpty()) {
            throw ProblemException.preconditionRequired(
                    "If-Match: missing (expected: the ETag of the case as you read it)");
        }
        String header = String.join(", ", ifMatch).strip();
        if (header.equals("*")) {
            return;
        }
        for (String one : header.split(",")) {
            Matcher tag = ONE.matcher(one.strip());
            if (tag.matches() && Long.parseLong(tag.group(1)) == file.version()) {
                return;
            }
        }
        throw ProblemException.preconditionFailed(
                "If-Match: " + (header.length() <= 100 ? header : header.substring(0, 100) + "…") + " (expected: \""
                        + file.version() + "\", the case was changed since; read it again)");
    }
}
