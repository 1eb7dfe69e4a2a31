package io.earshot.ingest.access;

import static org.springframework.web.reactive.function.server.RequestPredicates.method;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.earshot.access.AccessKey;
import io.earshot.access.KeysFile;
import io.earshot.access.Scope;
import io.earshot.access.Verdict;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import io.earshot.ingest.tracing.Tracing;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Makes the routes of the service. Route and guard are one: which scopes a request needs is decided by the route that matched, not by a second
 * look at the path that could see it differently.
 *
 * <p>The key comes as {@code Authorization: Bearer KEY}. On a route that submit keys may use it may come as {@code ?key=KEY} as well, where a
 * browser can't set a header; a header wins. A key of the query is only ever taken as a submit key: addresses end up in logs and histories,
 * where no other key should be.
 */
public final class GuardedRoutes {

    private static final String BEARER = "Bearer ";
    private static final String KEY = "key";

    private final KeysFile keys;
    private final Tracing tracing;
    private final List<Route> routes = new CopyOnWriteArrayList<>();

    GuardedRoutes(KeysFile keys, Tracing tracing) {
        this.keys = keys;
        this.tracing = tracing;
    }

    /**
     * A route for POST.
     *
     * @param anyOf the scopes of which the access key needs one
     */
    public RouterFunction<ServerResponse> post(String path, HandlerFunction<ServerResponse> handler, Scope... anyOf) {
        return guarded(HttpMethod.POST, path, handler, anyOf);
    }

    /**
     * A route for POST that people use, by a form.
     *
     * @param refusal answers with a page what the guard refuses
     * @param anyOf the scopes of which the access key needs one
     */
    public RouterFunction<ServerResponse> postForm(
            String path,
            HandlerFunction<ServerResponse> handler,
            BiFunction<ServerRequest, Problem, Mono<ServerResponse>> refusal,
            Scope... anyOf) {
        return route(HttpMethod.POST, path, request -> {
            try {
                admit(request, anyOf).attach(request);
            } catch (ProblemException e) {
                return refusal.apply(request, e.problem());
            }
            return handler.handle(request);
        });
    }

    /**
     * A route for DELETE.
     *
     * @param anyOf the scopes of which the access key needs one
     */
    public RouterFunction<ServerResponse> delete(String path, HandlerFunction<ServerResponse> handler, Scope... anyOf) {
        return guarded(HttpMethod.DELETE, path, handler, anyOf);
    }

    /** A route for GET that is open without a key. */
    public RouterFunction<ServerResponse> openGet(String path, HandlerFunction<ServerResponse> handler) {
        return route(HttpMethod.GET, path, handler);
    }

    /** Whether the key of the query is known. What it may do, and from where, is decided where it is used. */
    public boolean knowsKey(ServerRequest request) {
        String key = request.exchange().getRequest().getQueryParams().getFirst(KEY);
        return !(keys.keys().decide(key, null, Scope.SUBMIT) instanceof Verdict.Unknown);
    }

    private RouterFunction<ServerResponse> guarded(
            HttpMethod method, String path, HandlerFunction<ServerResponse> handler, Scope... anyOf) {
        return route(method, path, request -> {
            admit(request, anyOf).attach(request);
            return handler.handle(request);
        });
    }

    private RouterFunction<ServerResponse> route(
            HttpMethod method, String path, HandlerFunction<ServerResponse> untraced) {
        HandlerFunction<ServerResponse> handler = tracing.around(method.name(), path, untraced);
        routes.add(new Route(method, PathPatternParser.defaultInstance.parse(path), handler));
        return RouterFunctions.route(method(method).and(path(path)), handler);
    }

    /**
     * The handler of a route, guard included, for a path that is written exactly as the route's; null for any other, which may still be one of its
     * kind.
     */
    @Nullable
    HandlerFunction<ServerResponse> literal(HttpMethod method, String path) {
        for (Route route : routes) {
            if (route.method().equals(method)
                    && route.pattern().getPatternString().equals(path)) {
                return route.handler();
            }
        }
        return null;
    }

    /**
     * Refuses methods that no route of the path has, and names those there are: several routes can match one path. Passes over everything else, so
     * that it does not matter whether it is asked before the routes or after them. Asks for no key: which routes there are is no secret.
     */
    RouterFunction<ServerResponse> otherMethods() {
        return request -> {
            PathContainer path = request.requestPath().pathWithinApplication();
            for (Route route : routes) {
                // nearly every request, so the cheaper question comes first
                if (route.method().equals(request.method()) && route.pattern().matches(path)) {
                    return Mono.empty();
                }
            }
            List<HttpMethod> methods = routes.stream()
                    .filter(route -> route.pattern().matches(path))
                    .map(Route::method)
                    .distinct()
                    .toList();
            return methods.isEmpty()
                    ? Mono.empty()
                    : Mono.just(refused -> Mono.error(refusal(refused.method(), methods)));
        };
    }

    private static ProblemException refusal(HttpMethod method, List<HttpMethod> expected) {
        String allowed = expected.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        return new ProblemException(Problem.methodNotAllowed(method.name(), allowed));
    }

    private Caller admit(ServerRequest request, Scope... anyOf) {
        HttpHeaders headers = request.exchange().getRequest().getHeaders();
        String bearer = bearer(headers.getFirst(HttpHeaders.AUTHORIZATION));
        boolean takesQuery = bearer == null && List.of(anyOf).contains(Scope.SUBMIT);
        String queried =
                takesQuery ? request.exchange().getRequest().getQueryParams().getFirst(KEY) : null;
        if (queried == null) {
            AccessKey key = granted(bearer, headers, anyOf);
            return new Caller(key.store(), key.scopes().contains(Scope.INGEST) ? Via.INGEST : Via.SUBMIT, key.hash());
        }
        AccessKey key = granted(queried, headers, anyOf);
        if (!key.scopes().contains(Scope.SUBMIT)) {
            throw new ProblemException(Problem.forbidden(
                    "the access key in the query does not have the scope submit (expected: a submit key;"
                            + " any other as Authorization: Bearer KEY, since addresses end up in logs)"));
        }
        return new Caller(key.store(), Via.SUBMIT, key.hash());
    }

    private AccessKey granted(@Nullable String key, HttpHeaders headers, Scope... anyOf) {
        Verdict verdict = keys.keys().decide(key, headers.getFirst(HttpHeaders.ORIGIN), anyOf);
        if (verdict instanceof Verdict.Unknown unknown) {
            throw new ProblemException(Problem.unauthorized(unknown.reason()));
        } else if (verdict instanceof Verdict.Forbidden forbidden) {
            throw new ProblemException(Problem.forbidden(forbidden.reason()));
        }
        return ((Verdict.Granted) verdict).key();
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private record Route(HttpMethod method, PathPattern pattern, HandlerFunction<ServerResponse> handler) {}
}
