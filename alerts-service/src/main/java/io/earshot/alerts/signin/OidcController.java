package io.earshot.alerts.signin;

import io.earshot.access.AccessKey;
import io.earshot.access.Verdict;
import io.earshot.alerts.access.Sessions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * {@code GET /sign-in/oidc} leads to the identity provider, {@code GET /sign-in/oidc/back} is where it leads back to. It says who somebody is; what
 * they may do says the access key that one of its claims names.
 */
@Controller
final class OidcController {

    private static final Logger LOG = LoggerFactory.getLogger(OidcController.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Sessions sessions;
    private final OidcProperties properties;
    private final OidcProvider provider;

    OidcController(Sessions sessions, OidcProperties properties) {
        this.sessions = sessions;
        this.properties = properties;
        this.provider = new OidcProvider(properties);
    }

    @GetMapping(OidcAttempt.PATH)
    Mono<Rendering> leave(
            @RequestParam(name = "next", required = false) @Nullable String next, ServerWebExchange exchange) {
        demandProvider();
        ServerHttpRequest request = exchange.getRequest();
        OidcAttempt attempt = OidcAttempt.begin(NextPath.of(next));
        return Mono.fromCallable(() -> provider.address(attempt, back(request)))
                .subscribeOn(Schedulers.boundedElastic())
                .map(address -> {
                    exchange.getResponse().addCookie(cookie(attempt.written(), PATIENCE, request));
                    return SignInPage.goTo(address.toString());
                })
                .onErrorResume(failure -> Mono.just(failed(attempt.next(), failure)));
    }

    @GetMapping(OidcAttempt.PATH + "/back")
    Mono<Rendering> comeBack(ServerWebExchange exchange) {
        demandProvider();
        ServerHttpRequest request = exchange.getRequest();
        exchange.getResponse().addCookie(cookie("", Duration.ZERO, request));
        HttpCookie cookie = request.getCookies().getFirst(OidcAttempt.COOKIE);
        Optional<OidcAttempt> attempt = cookie == null ? Optional.empty() : OidcAttempt.of(cookie.getValue());
        if (attempt.isEmpty()) {
            return Mono.just(SignInPage.oidcFailed(
                    HttpStatus.BAD_REQUEST,
                    NextPath.HOME,
                    "This took longer than 10 minutes, or was begun in another browser. Please sign in again."));
        }
        return Mono.fromCallable(() -> provider.person(attempt.get(), back(request), request.getURI()))
                .subscribeOn(Schedulers.boundedElastic())
                .map(person -> welcome(exchange, person, attempt.get().next()))
                .onErrorResume(failure -> Mono.just(failed(attempt.get().next(), failure)));
    }

    private void demandProvider() {
        if (!properties.isOn()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private Rendering welcome(ServerWebExchange exchange, OidcPerson person, NextPath next) {
        List<AccessKey> keys = person.keys().stream()
                .flatMap(name -> sessions.named(name).stream())
                .toList();
        Optional<AccessKey> fit = keys.stream()
                .filter(key -> sessions.decide(key) instanceof Verdict.Granted)
                .findFirst();
        if (fit.isPresent()) {
            ResponseCookie session = sessions.begin(fit.get(), person.name(), exchange.getRequest());
            exchange.getResponse().addCookie(session);
            return SignInPage.goTo(next.path());
        }
        String fault = keys.isEmpty()
                ? "You are " + person.name() + ", but none of your groups is the name of an access key here"
                        + " (the claim “" + properties.claim() + "”). Ask who runs Earshot."
                : "You are " + person.name() + ", but your access key “"
                        + keys.get(0).name() + "” is not for these pages.";
        return SignInPage.oidcFailed(HttpStatus.FORBIDDEN, next, fault);
    }

    private Rendering failed(NextPath next, Throwable failure) {
        LOG.warn("Nobody could be signed in through {}: {}", properties.issuer(), failure.getMessage());
        if (failure instanceof OidcRefusedException) {
            return SignInPage.oidcFailed(
                    HttpStatus.FORBIDDEN,
                    next,
                    "Signing in did not work: the identity provider’s answer was not good. Please try again.");
        }
        if (failure instanceof IOException) {
            return SignInPage.oidcFailed(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    next,
                    "The identity provider can’t be reached right now. Please try again in a moment.");
        }
        throw new IllegalStateException(failure);
    }

    private URI back(ServerHttpRequest request) {
        return URI.create(sessions.origin(request) + OidcAttempt.PATH + "/back");
    }

    private ResponseCookie cookie(String value, Duration lasts, ServerHttpRequest request) {
        return ResponseCookie.from(OidcAttempt.COOKIE, value)
                .path(OidcAttempt.PATH)
                .maxAge(lasts)
                .httpOnly(true)
                .secure(sessions.origin(request).startsWith("https:"))
                .sameSite("Lax")
                .build();
    }
}
