package io.earshot.ingest.access;

import io.earshot.feedback.FeedbackEvent.Via;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * In whose name a request comes.
 *
 * @param store the store of the access key
 * @param via {@code INGEST} if the key has that scope and came in a header, else {@code SUBMIT}
 * @param key the hash of the access key
 */
public record Caller(String store, Via via, String key) {

    private static final String ATTRIBUTE = Caller.class.getName();

    void attach(ServerRequest request) {
        request.attributes().put(ATTRIBUTE, this);
    }

    /** The caller of a request that came through a {@link GuardedRoutes guarded route}. */
    public static Caller of(ServerRequest request) {
        return (Caller) request.attributes().get(ATTRIBUTE);
    }
}
