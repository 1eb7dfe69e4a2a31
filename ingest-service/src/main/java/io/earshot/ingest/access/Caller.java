package io.earshot.ingest.access;

import io.earshot.access.AccessKey;
import io.earshot.access.Scope;
import io.earshot.feedback.FeedbackEvent.Via;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * In whose name a request comes.
 *
 * @param store the store of the access key
 * @param via {@code INGEST} if the key has that scope, else {@code SUBMIT}
 */
public record Caller(String store, Via via) {

    private static final String ATTRIBUTE = Caller.class.getName();

    static Caller of(AccessKey key) {
        return new Caller(key.store(), key.scopes().contains(Scope.INGEST) ? Via.INGEST : Via.SUBMIT);
    }

    void attach(ServerRequest request) {
        request.attributes().put(ATTRIBUTE, this);
    }

    /** The caller of a request that came through a {@link GuardedRoutes guarded route}. */
    public static Caller of(ServerRequest request) {
        return (Caller) request.attributes().get(ATTRIBUTE);
    }
}
