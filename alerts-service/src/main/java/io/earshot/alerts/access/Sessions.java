package io.earshot.alerts.access;

import io.earshot.access.AccessKey;
import io.earshot.access.Session;
import io.earshot.access.SessionSeal;
import io.earshot.access.Verdict;
import io.earshot.alerts.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** The sessions of those who signed in to the pages, which live in a cookie of their browsers and nowhere else. */
@Component
public final class Sessions {

    private final KeysFileWatch keys;
    private final SessionProperties properties;
    private final SessionSeal seal;
    private final Clock clock;

    Sessions(KeysFileWatch keys, SessionProperties properties, Clock clock) {
        this.keys = keys;
        this.properties = properties;
        this.seal = properties.seal();
        this.clock = clock;
    }

    /** The session that the request's cookie holds. Of several, as after a change of the domain, the first that is good counts. */
    Optional<Session> of(ServerHttpRequest request) {
        return request.getCookies().getOrDefault(SessionSeal.COOKIE, List.of()).stream()
                .flatMap(cookie -> seal.open(cookie.getValue(), clock.instant()).stream())
                .findFirst();
    }

    /** Who opens a page. */
    public Visitor visitor(ServerHttpRequest request) {
        Optional<Session> session = of(request);
        if (session.isEmpty()) {
            return new Visitor.Nobody();
        }
        Verdict verdict = keys.keys().decide(session.get(), AccessFilter.SCOPE);
        if (verdict instanceof Verdict.Granted granted) {
            return new Visitor.SignedIn(new Caller(granted.key(), session.get()));
        }
        return verdict instanceof Verdict.Forbidden forbidden
                ? new Visitor.Unfit(forbidden.reason())
                : new Visitor.Nobody();
    }

    /**
     * Refuses what changes something and was not sent by a page of this service.
     *
     * @throws ProblemException if so: 403
     */
    public void demandSameOrigin(ServerHttpRequest request) {
        if (!SameOrigin.allows(request)) {
            throw ProblemException.forbidden(SameOrigin.REFUSAL);
        }
    }

    /** Whether somebody may sign in with a key. A key that lists origins is for pages of these, and nobody signs in with it. */
    public Verdict decide(String key) {
        return keys.keys().decide(key, null, AccessFilter.SCOPE);
    }

    /** Whether somebody who is to have that key may sign in. */
    public Verdict decide(AccessKey key) {
        return keys.keys().decide(new Session(key.hash(), null, clock.instant()), AccessFilter.SCOPE);
    }

    /** The key that is called so; nothing if there is none, or several are. */
    public Optional<AccessKey> named(String name) {
        List<AccessKey> found = keys.keys().keys().stream()
                .filter(key -> key.name().equals(name))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The origin at which the browser sees this service, {@code https://scores.shop.example}. */
    public String origin(ServerHttpRequest request) {
        return SameOrigin.own(request);
    }

    /**
     * The cookie that begins a session.
     *
     * @param person who it is, where an identity provider said so
     */
    public ResponseCookie begin(AccessKey key, @Nullable String person, ServerHttpRequest request) {
        Session session = new Session(key.hash(), person, clock.instant().plus(properties.lasts()));
        return cookie(seal.seal(session), properties.lasts(), properties.domain(), request);
    }

    /** The cookies that end a session, and one of the host alone that was left over from before there was a domain. */
    public List<ResponseCookie> end(ServerHttpRequest request) {
        List<ResponseCookie> cookies = new ArrayList<>();
        cookies.add(cookie("", Duration.ZERO, "", request));
        if (!properties.domain().isBlank()) {
            cookies.add(cookie("", Duration.ZERO, properties.domain(), request));
        }
        return cookies;
    }

    private static ResponseCookie cookie(String value, Duration lasts, String domain, ServerHttpRequest request) {
        return ResponseCookie.from(SessionSeal.COOKIE, value)
                .path("/")
                .domain(domain.isBlank() ? null : domain)
                .maxAge(lasts)
                .httpOnly(true)
                .secure(SameOrigin.isOverTls(request))
                .sameSite("Lax")
                .build();
    }
}
