package io.earshot.ingest.removal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Fault;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.UriUtils;

/**
 * The id that a path ends with, decoded to the letter. Spring's own path variable would lose what follows a {@code ;} and take bytes that are no
 * UTF-8 for a replacement character: an erasure would then name somebody else.
 */
final class PathId {

    private PathId() {}

    /**
     * @throws ProblemException of status 400 if it is not percent-encoded UTF-8
     */
    static String of(RequestPath path) {
        List<PathContainer.Element> elements = path.pathWithinApplication().elements();
        String encoded = elements.get(elements.size() - 1).value();
        // one character a byte, so that the bytes come back as they were sent
        byte[] bytes = UriUtils.decode(encoded, ISO_8859_1).getBytes(ISO_8859_1);
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw bad("\"" + encoded.substring(0, Math.min(60, encoded.length()))
                    + "\" (expected: percent-encoded UTF-8)");
        }
    }

    /** 400 that names the id. */
    static ProblemException bad(String fault) {
        return new ProblemException(Problem.invalid("1 fault", List.of(new Fault("id", fault))));
    }
}
