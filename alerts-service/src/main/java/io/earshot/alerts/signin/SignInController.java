package io.earshot.alerts.signin;

import io.earshot.access.Verdict;
import io.earshot.alerts.access.Sessions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code GET} and {@code POST /sign-in}, {@code POST /sign-out}. Attempts are not counted: a key is random and too long to be guessed, whoever
 * locks out after failures lets strangers lock out the staff, and each attempt costs one hash, right or wrong.
 */
@Controller
final class SignInController {

    private final Sessions sessions;
    private final OidcProperties oidc;

    SignInController(Sessions sessions, OidcProperties oidc) {
        this.sessions = sessions;
        this.oidc = oidc;
    }

    @GetMapping("/sign-in")
    Rendering form(@RequestParam(name = "next", required = false) @Nullable String next) {
        return page(HttpStatus.OK, NextPath.of(next), null);
    }

    @PostMapping("/sign-in")
    Mono<Rendering> signIn(ServerWebExchange exchange) {
        return exchange.getFormData().map(form -> {
            NextPath next = NextPath.of(form.getFirst("next"));
            String key = form.getFirst("key");
            if (key == null || key.isBlank()) {
                return page(HttpStatus.BAD_REQUEST, next, "Enter an access key.");
            }
            Verdict verdict = sessions.decide(key.strip());
            if (verdict instanceof Verdict.Granted granted) {
                ResponseCookie cookie = sessions.begin(granted.key(), null, exchange.getRequest());
                exchange.getResponse().addCookie(cookie);
                return SignInPage.goTo(next.path());
            }
            return verdict instanceof Verdict.Forbidden forbidden
                    ? page(HttpStatus.FORBIDDEN, next, "This key can’t be used here: " + forbidden.reason() + ".")
                    : page(
                            HttpStatus.FORBIDDEN,
                            next,
                            "This access key is not known. Check that it is complete, or ask who runs Earshot for a new one.");
        });
    }

    @PostMapping("/sign-out")
    Rendering signOut(ServerWebExchange exchange) {
        List<ResponseCookie> cookies = sessions.end(exchange.getRequest());
        cookies.forEach(exchange.getResponse()::addCookie);
        return SignInPage.goTo("/sign-in");
    }

    private Rendering page(HttpStatus status, NextPath next, @Nullable String fault) {
        return SignInPage.of(status, next, oidc.isOn(), fault);
    }
}
