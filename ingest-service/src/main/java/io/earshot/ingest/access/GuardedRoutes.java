package io.earshot.ingest.access;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.earshot.access.KeysFile;
import io.earshot.access.Scope;
import io.earshot.access.Verdict;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Makes the routes of the service. Route and guard are one: which scopes a request needs is decided by the route that matched, not by a second
 * look at the path that could see it differently.
 */
public final class GuardedRoutes {

    private static final String BEARER = "Bearer ";

    private final KeysFile keys;

    GuardedRoutes(KeysFile keys) {
        this.keys = keys;
    }

    /**
     * A route for POST; other methods get 405.
     *
     * @param anyOf the scopes of which the access key needs one
     */
    public RouterFunction<ServerResponse> post(String path, HandlerFunction<ServerResponse> handler, Scope... anyOf) {
        return RouterFunctions.route()
                .POST(path, handler)
                .route(path(path), GuardedRoutes::refuseMethod)
                .filter((request, next) -> {
                    admit(request, anyOf);
                    return next.handle(request);
                })
                .build();
    }

    private void admit(ServerRequest request, Scope... anyOf) {
        HttpHeaders headers = request.exchange().getRequest().getHeaders();
        Verdict verdict = keys.keys()
                .decide(
                        bearer(headers.getFirst(HttpHeaders.AUTHORIZATION)),
                        headers.getFirst(HttpHeaders.ORIGIN),
                        anyOf);
        if (verdict instanceof Verdict.Granted granted) {
            Caller.of(granted.key()).attach(request);
        } else if (verdict instanceof Verdict.Unknown unknown) {
            throw new ProblemException(Problem.unauthorized(unknown.reason()));
        } else if (verdict instanceof Verdict.Forbidden forbidden) {
            throw new ProblemException(Problem.forbidden(forbidden.reason()));
        }
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private static Mono<ServerResponse> refuseMethod(ServerRequest request) {
        return Mono.error(
                new ProblemException(Problem.methodNotAllowed(request.method().name(), "POST")));
    }
}
