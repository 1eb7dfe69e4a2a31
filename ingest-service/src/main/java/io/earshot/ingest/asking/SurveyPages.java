package io.earshot.ingest.asking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Survey pages for those who ask for one, each in their language, and what browsers are told with them. */
@Component
final class SurveyPages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Asset look = new Asset(
            "text/css",
            List.of(
                    Resources.style("/look/tokens.css"),
                    Resources.style("/asking/look.css"),
                    Resources.style("/asking/page.css")));

    private final Speeches speeches;

    SurveyPages(Speeches speeches) {
        this.speeches = speeches;
    }

    /** The style sheet of the pages. */
    Asset look() {
        return look;
    }

    SurveyPage page(ServerHttpRequest request, SurveyLink link) {
        // relative, so that it holds behind a proxy with a path of its own; below /survey it is further up
        long depth = request.getPath()
                        .pathWithinApplication()
                        .value()
                        .chars()
                        .filter(c -> c == '/')
                        .count()
                - 1;
        String up = "../".repeat((int) Math.max(0, depth));
        return new SurveyPage(up + "survey.css?v=" + look.hash(), link, speech(request, link));
    }

    Speech speech(ServerHttpRequest request, SurveyLink link) {
        return speeches.choose(link.locale(), request.getHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** Says what every page is, and what it may do. */
    static void describe(HttpHeaders headers) {
        headers.setContentType(HTML);
        headers.setCacheControl(CacheControl.noStore());
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Frame-Options", "DENY");
        headers.set("X-Content-Type-Options", "nosniff");
        // not no-referrer: with that browsers would send the form with Origin: null, which no key lists
        headers.set("Referrer-Policy", "same-origin");
        headers.set("X-Robots-Tag", "noindex");
    }
}
