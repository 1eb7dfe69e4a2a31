package io.earshot.scoring.signin;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.result.view.Rendering;

/** What an attempt to sign in is answered with. */
final class SignInPage {

    private static final String TEMPLATE = "sign-in";

    private SignInPage() {}

    /**
     * @param oidc whether there is an identity provider to sign in through
     * @param fault what is wrong with the key that was entered, if one was
     */
    static Rendering of(HttpStatus status, NextPath next, boolean oidc, @Nullable String fault) {
        Map<String, Object> model = model(next, oidc);
        if (fault != null) {
            model.put("fault", fault);
        }
        return Rendering.view(TEMPLATE).status(status).model(model).build();
    }

    /**
     * @param notice why nobody was signed in through the identity provider
     */
    static Rendering oidcFailed(HttpStatus status, NextPath next, String notice) {
        Map<String, Object> model = model(next, true);
        model.put("notice", notice);
        return Rendering.view(TEMPLATE).status(status).model(model).build();
    }

    private static Map<String, Object> model(NextPath next, boolean oidc) {
        Map<String, Object> model = new HashMap<>();
        model.put("next", next.path());
        if (oidc) {
            model.put("oidc", next.by(OidcAttempt.PATH).toString());
        }
        return model;
    }

    static Rendering goTo(String address) {
        return Rendering.redirectTo(address)
                .status(HttpStatus.SEE_OTHER)
                .contextRelative(false)
                .build();
    }
}
