package io.earshot.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.Survey;
import io.earshot.ingest.item.Endpoint;
import io.earshot.testservers.TestServers;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The widget's script and the survey page as HTTP has them; {@code ExternalWidgetIT} looks at them with a browser. */
class AskingIT {

    private static RunningIngest ingest;

    @BeforeAll
    static void start() {
        ingest = new RunningIngest(TestServers.kafka());
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void servesTheWidgetToAnyPageForAnHour() {
        HttpResponse<String> script =
                ingest.send(HttpRequest.newBuilder(ingest.uri("/widget.js")).header("Origin", RunningIngest.ORIGIN));

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(header(script, "Content-Type")).isEqualTo("text/javascript;charset=UTF-8");
        assertThat(header(script, "Cache-Control"))
                .isEqualTo("max-age=3600, public, stale-if-error=604800, stale-while-revalidate=86400");
        assertThat(header(script, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(script, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(script, "Access-Control-Allow-Credentials")).isEmpty();
        assertThat(header(script, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(header(script, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(script.body()).startsWith("/* Earshot's widget").contains("您有多大可能向朋友或同事推荐我们？");
    }

    @Test
    void sendsTheWidgetCompressedAndNotAgainToWhoHasIt() {
        HttpResponse<String> plain = widget("Accept-Encoding", "gzip;q=0, br");
        HttpResponse<String> compressed = widget("Accept-Encoding", "br, gzip;q=0.8");
        String tag = header(compressed, "ETag");

        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(Integer.parseInt(header(compressed, "Content-Length"))).isLessThan(9_000);
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(plain, "ETag")).isNotEqualTo(tag);
        HttpResponse<String> again = ingest.send(HttpRequest.newBuilder(ingest.uri("/widget.js"))
                .header("Accept-Encoding", "gzip")
                .header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(ingest.post("/widget.js", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void asksInTheCustomersLanguageAndLooksWell() {
        HttpResponse<String> page = ingest.send(HttpRequest.newBuilder(ingest.uri(link("metric=ces&score=6")))
                .header("Accept-Language", "nl, sv;q=0.8"));
        HttpResponse<String> look = ingest.get("/survey.css");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .contains("<html lang=\"sv\" dir=\"ltr\">", "Det var enkelt att göra det jag ville.")
                .contains("value=\"6\" aria-label=\"6\" required checked>")
                .contains("value=\"7\" aria-label=\"7, Håller helt med\" required>")
                .doesNotContain("<script", "style=", "value=\"0\"", "value=\"8\"");
        assertThat(header(look, "Content-Type")).isEqualTo("text/css;charset=UTF-8");
        assertThat(page.body())
                .contains("href=\"survey.css?v=" + header(look, "ETag").replace("\"", "") + '"');
    }

    @Test
    void postsNothingWhereALinkIsOnlyOpened() {
        double before = ingest.counters(Endpoint.PAGE).received().count();

        ingest.get(link("metric=nps&score=9&id=" + UUID.randomUUID()));

        assertThat(ingest.counters(Endpoint.PAGE).received().count()).isEqualTo(before);
    }

    @Test
    void makesAnItemOfTheFormAndThanks() {
        String id = "nps-" + UUID.randomUUID();
        String link =
                link("metric=nps&touchpoint=delivery&order=o-551&customer=c-17&locale=de-AT&utm_source=mail&id=" + id);

        HttpResponse<String> answer = ingest.send(form(link, "score=3&comment=Zu+sp%C3%A4t%0D%0A%3Cb%3E"));

        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(303);
        String thanks = header(answer, "Location");
        assertThat(thanks)
                .startsWith("survey?key=")
                .contains("&id=" + id, "&score=3", "&sent=1")
                .doesNotContain("utm");
        assertThat(ingest.get('/' + thanks).body()).contains("Vielen Dank!", "Antwort ändern");
        Submitted item = items(id).get(0);
        Survey survey = (Survey) item.feedback();
        assertThat(item.origin().via()).isEqualTo(Via.SUBMIT);
        assertThat(survey.score()).isEqualTo(3);
        assertThat(survey.comment()).isEqualTo("Zu spät\n<b>");
        assertThat(survey.context().touchpoint()).isEqualTo("delivery");
        assertThat(survey.context().order()).isEqualTo("o-551");
        assertThat(survey.context().channel()).isEqualTo("link");
        assertThat(survey.context().locale()).isEqualTo("de-AT");
        assertThat(survey.customer().id()).isEqualTo("c-17");
    }

    @Test
    void takesAnotherAnswerBehindThanksAsAHigherRevision() {
        String id = "nps-" + UUID.randomUUID();
        HttpResponse<String> first = ingest.send(form(link("metric=nps&id=" + id), "score=3"));
        HttpResponse<String> second =
                ingest.send(form('/' + header(first, "Location").replace("&sent=1", ""), "score=8"));

        assertThat(second.statusCode()).isEqualTo(303);
        List<Submitted> items = items(id);
        assertThat(items).hasSize(2);
        assertThat(items.get(1).feedback().revision())
                .isGreaterThan(items.get(0).feedback().revision());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&asked=2026-11-20"})
    void takesALaterAnswerByTheSameMailAsAHigherRevisionHoweverSoonItComes(String asked) {
        String id = "nps-" + UUID.randomUUID();
        String mail = link("metric=nps&id=" + id + asked);
        for (String score : List.of("3", "8", "8", "2")) {
            assertThat(ingest.send(form(mail, "score=" + score)).statusCode()).isEqualTo(303);
        }

        List<Submitted> items = items(id);
        assertThat(items).extracting(item -> ((Survey) item.feedback()).score()).containsExactly(3, 8, 8, 2);
        assertThat(items)
                .extracting(item -> item.feedback().revision())
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void escapesWhatALinkSays() {
        String evil = URLEncoder.encode("\"><script>alert(1)</script>", UTF_8);

        HttpResponse<String> page = ingest.get(link("metric=nps&touchpoint=" + evil + "&order=" + evil));
        HttpResponse<String> gone = ingest.get(link("metric=" + evil + "&touchpoint=" + evil + evil.repeat(9)));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(gone.statusCode()).isEqualTo(400);
        assertThat(page.body() + gone.body()).doesNotContain("<script", "alert(1)");
        assertThat(gone.body()).contains("This link does not work.", "metric: ", "context.touchpoint: ");
    }

    @Test
    void tellsAPersonWhatIsWrongByAPage() {
        String id = "&id=" + UUID.randomUUID();
        HttpResponse<String> unknown = ingest.get("/survey?key=pk_none&metric=nps");
        HttpResponse<String> stranger =
                ingest.send(form(link("metric=nps" + id), "score=3").setHeader("Origin", "https://evil.example"));
        HttpResponse<String> secret =
                ingest.send(form("/survey?metric=nps&key=" + RunningIngest.INGEST_KEY, "score=3"));
        HttpResponse<String> noScore = ingest.send(form(link("metric=nps" + id), "comment=Hm"));
        HttpResponse<String> tooHigh = ingest.send(form(link("metric=csat" + id), "score=6"));
        HttpResponse<String> tooLarge =
                ingest.send(form(link("metric=nps" + id), "score=1&comment=" + "x".repeat(65_536)));
        HttpResponse<String> json =
                ingest.send(form(link("metric=nps" + id), "{}").setHeader("Content-Type", "application/json"));

        assertThat(List.of(unknown, stranger, secret))
                .allSatisfy(page -> assertThat(page.body()).contains("This link does not work."))
                .extracting(HttpResponse::statusCode)
                .containsExactly(401, 403, 403);
        assertThat(List.of(noScore, tooHigh, tooLarge, json))
                .allSatisfy(page -> assertThat(page.body())
                        .contains("Your answer is not saved yet.", ">Try again</a>")
                        .contains("href=\"survey?key=" + RunningIngest.SUBMIT_KEY + "&amp;metric="))
                .extracting(HttpResponse::statusCode)
                .containsExactly(400, 400, 413, 415);
        assertThat(List.of(unknown, stranger, secret, noScore, tooHigh, tooLarge, json))
                .allSatisfy(page -> assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8"));
        assertThat(tooHigh.body()).contains("score: 6 (expected: 1 to 5)");
        assertThat(secret.body()).doesNotContain(RunningIngest.INGEST_KEY);
    }

    @Test
    void tellsAPersonByAPageOfAnAddressThatIsNot() {
        HttpResponse<String> below = ingest.send(HttpRequest.newBuilder(ingest.uri("/survey/?key=%3Cb%3E&locale=sv"))
                .header("Accept", "text/html,*/*;q=0.8"));
        HttpResponse<String> method = ingest.send(HttpRequest.newBuilder(ingest.uri(link("metric=nps")))
                .header("Accept", "text/html")
                .DELETE());
        HttpResponse<String> program = ingest.get("/survey/");
        HttpResponse<String> api =
                ingest.send(HttpRequest.newBuilder(ingest.uri("/v1/surveys")).header("Accept", "text/html"));

        assertThat(below.statusCode()).isEqualTo(404);
        assertThat(header(below, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(below, "Content-Security-Policy")).contains("default-src 'none'");
        assertThat(below.body())
                .contains("<html lang=\"sv\" dir=\"ltr\">", "Länken fungerar inte.", "href=\"../survey.css?v=")
                .doesNotContain("<b>");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(header(method, "Allow")).isEqualTo("GET, POST");
        assertThat(method.body()).contains("This link does not work.");
        assertThat(List.of(program, api))
                .allSatisfy(
                        problem -> assertThat(header(problem, "Content-Type")).isEqualTo("application/problem+json"))
                .extracting(HttpResponse::statusCode)
                .containsOnly(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "语"})
    void takesTheLongestCommentThatTheFormAllows(String character) {
        String id = UUID.randomUUID().toString();

        HttpResponse<String> answer = ingest.send(form(
                link("metric=nps&id=" + id), "score=1&comment=" + URLEncoder.encode(character.repeat(4_000), UTF_8)));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(items(id).get(0).feedback().comment()).hasSize(4_000);
    }

    private static String link(String query) {
        return "/survey?key=" + RunningIngest.SUBMIT_KEY + '&' + query;
    }

    private static HttpRequest.Builder form(String path, String body) {
        return HttpRequest.newBuilder(ingest.uri(path))
                .header("Origin", RunningIngest.ORIGIN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> widget(String header, String value) {
        return ingest.send(HttpRequest.newBuilder(ingest.uri("/widget.js")).header(header, value));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static List<Submitted> items(String id) {
        return EventLog.items(TestServers.kafka(), ingest.store()).stream()
                .filter(item -> item.feedback().id().equals(id))
                .toList();
    }
}
