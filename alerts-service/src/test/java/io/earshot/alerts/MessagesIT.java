package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.earshot.feedback.Feedback;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** E-mail, Slack and their pace, over real SMTP and HTTP. */
class MessagesIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> STORES =
            IntStream.range(0, 10).mapToObj(n -> "shop-" + n).toList();

    private static final Pattern SUMMARY = Pattern.compile("\\[High] (\\d+) cases?: \\d+ high \\(nps-detractor\\)");

    @TempDir
    private static Path folder;

    private static GreenMail post;
    private static EventsTopic topic;
    private static AlertsProcess service;
    private static int used;

    private String store;
    private String box;

    @BeforeAll
    static void start() throws Exception {
        post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        post.start();
        service = new AlertsProcess(folder, "messages", STORES)
                .with("EARSHOT_SMTP_HOST", "127.0.0.1")
                .with("EARSHOT_SMTP_PORT", String.valueOf(post.getSmtp().getPort()))
                .with("EARSHOT_SMTP_TLS", "none")
                .with("EARSHOT_SMTP_FROM", "Earshot <earshot@shop.example>")
                .with("EARSHOT_ALERTS_PUBLIC_URL", "https://alerts.shop.example")
                .with("EARSHOT_ALERTS_DELIVERY_TIMEOUT", "5s")
                .with("EARSHOT_ALERTS_DELIVERY_LEASE", "60s")
                .start();
        topic = new EventsTopic().create();
        service.awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        topic.close();
        post.stop();
    }

    @BeforeEach
    void takeAStoreOfItsOwn() {
        store = STORES.get(used++);
        box = store + "@shop.example";
    }

    @Test
    void mailsOnceAboutADetractorAsTextAndAsHtml() throws Exception {
        mailChannel("");
        topic.send(store, Items.nps("a1", 3, "c-17"));

        MimeMessage mail = awaitMails(1).get(0);

        assertThat(mail.getSubject()).isEqualTo("[High] NPS 3 of 10 from c-17@shop.example (nps-detractor)");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        Multipart parts = (Multipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat((String) parts.getBodyPart(0).getContent()).contains("> The parcel came late");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat((String) parts.getBodyPart(1).getContent()).contains("The parcel came late");
        JsonNode delivery = theCase().path("deliveries").get(0);
        assertThat(mail.getMessageID()).isEqualTo("<" + delivery.path("id").asString() + "@shop.example>");
        await().untilAsserted(() -> assertThat(
                        theCase().path("deliveries").get(0).path("status").asString())
                .isEqualTo("delivered"));
    }

    @Test
    void keepsTheMailsAboutACaseInOneConversation() throws Exception {
        mailChannel("");
        topic.send(store, Items.nps("a1", 3, "c-17"));
        MimeMessage first = awaitMails(1).get(0);
        topic.send(store, Items.nps("a2", 2, "c-17"));

        MimeMessage second = awaitMails(2).get(1);

        assertThat(second.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
        assertThat(second.getHeader("References")).containsExactly(first.getMessageID());
        assertThat(second.getSubject()).isEqualTo("Re: " + first.getSubject());
    }

    @Test
    void sendsOneSummaryInTheStormAndRecordsEachAsDelivered() throws Exception {
        mailChannel(", \"pace\": {\"storm\": {\"most\": 1, \"within\": \"30s\"}}");
        double before = service.metric("earshot_alerts_deliveries_delivered_total");
        topic.send(
                store,
                IntStream.range(0, 500)
                        .mapToObj(n -> Items.nps("a" + n, 3, "c-" + n))
                        .toArray(Feedback[]::new));

        await().atMost(Duration.ofSeconds(240))
                .until(() -> service.metric("earshot_alerts_deliveries_delivered_total") >= before + 500);

        // a machine that takes longer than the storm to read them all gets some more
        assertThat(mails()).hasSizeBetween(2, 4);
        assertThat(mails().get(0).getSubject()).startsWith("[High] NPS 3 of 10");
        assertThat(mails()).anySatisfy(mail -> assertThat(mail.getSubject()).matches(SUMMARY));
        int told = 0;
        for (MimeMessage mail : mails()) {
            Matcher summary = SUMMARY.matcher(mail.getSubject());
            told += summary.matches() ? Integer.parseInt(summary.group(1)) : 1;
        }
        assertThat(told).isEqualTo(500);
        assertThat(service.metric("earshot_alerts_attempts_failed_total")).isZero();
    }

    @Test
    void gathersADigest() throws Exception {
        mailChannel(", \"pace\": {\"digest\": {\"every\": \"20s\"}}");
        topic.send(store, Items.nps("a1", 3, "c-1"), Items.nps("a2", 5, "c-2"), Items.nps("a3", 3, "c-1"));

        await().atMost(Duration.ofSeconds(60)).until(() -> !mails().isEmpty());

        assertThat(mails())
                .extracting(MimeMessage::getSubject)
                .allSatisfy(subject -> assertThat(subject).contains("2 cases: 1 high, 1 normal"));
        await().untilAsserted(() -> assertThat(
                        service.get("/v1/cases", AlertsProcess.SUPPORT + store).body())
                .contains("\"itemCount\":2"));
    }

    @Test
    void tellsOnceInAPeriodOfACustomerWhoComplainsAgainAndAgain() throws Exception {
        mailChannel(", \"pace\": {\"perCustomer\": \"10s\"}");
        topic.send(store, Items.nps("a1", 3, "c-17"));
        MimeMessage first = awaitMails(1).get(0);

        topic.send(store, Items.nps("a2", 2, "c-17"), Items.nps("a3", 1, "c-17"));
        await().until(() -> pendingUntil().size() == 2);
        assertThat(pendingUntil().get(1))
                .as("what is held leaves together")
                .isEqualTo(pendingUntil().get(0));
        topic.send(store, Items.nps("b1", 3, "c-18"));

        assertThat(awaitMails(2).get(1).getSubject())
                .as("nobody else waits")
                .contains("from c-18@shop.example")
                .doesNotStartWith("Re: ");
        MimeMessage second = awaitMails(3).get(2);
        assertThat(Duration.between(
                        first.getSentDate().toInstant(), second.getSentDate().toInstant()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(second.getSubject()).isEqualTo("Re: " + first.getSubject());
        assertThat(second.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
        assertThat((String) ((Multipart) second.getContent()).getBodyPart(0).getContent())
                .contains("NPS 1 of 10", "NPS 2 of 10", "3 answers of this customer by now");
        await().untilAsserted(() -> assertThat(
                        MAPPER.readTree(service.get("/v1/deliveries?status=delivered", AlertsProcess.SUPPORT + store)
                                        .body())
                                .path("deliveries"))
                .as("none is lost")
                .hasSize(4));
        assertThat(mails()).hasSize(3);
    }

    @Test
    void postsToSlack() throws Exception {
        try (Endpoint slack = new Endpoint()) {
            channel("\"type\": \"slack\", \"url\": \"" + slack.url() + "\"");
            topic.send(store, Items.nps("a1", 3, "c-17"));

            await().atMost(Duration.ofSeconds(20)).until(() -> slack.messages().size() == 1);

            JsonNode json = slack.messages().get(0).json();
            assertThat(json.path("text").asString()).startsWith("[High] NPS 3 of 10");
            assertThat(json.path("blocks").get(0).path("type").asString()).isEqualTo("header");
            assertThat(json.toString()).contains("> The parcel came late");
        }
    }

    @Test
    void triesAgainWhenSlackHasEnough() throws Exception {
        try (Endpoint slack = new Endpoint()) {
            slack.answer(429);
            channel("\"type\": \"slack\", \"url\": \"" + slack.url() + "\"");
            topic.send(store, Items.nps("a1", 3, "c-17"));
            await().atMost(Duration.ofSeconds(20)).until(() -> !slack.messages().isEmpty());

            slack.answer(200);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(theCase()
                                    .path("deliveries")
                                    .get(0)
                                    .path("status")
                                    .asString())
                            .isEqualTo("delivered"));
        }
    }

    @Test
    void namesEveryFaultOfAPace() throws Exception {
        HttpResponse<String> answer = service.post(
                "/v1/channels",
                AlertsProcess.SUPPORT + store,
                "{\"name\": \"team\", \"type\": \"email\", \"to\": [\"" + box
                        + "\"], \"pace\": {\"digest\": \"hourly\", \"storm\": {\"most\": 0}}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(MAPPER.readTree(answer.body()).path("errors"))
                .extracting(error -> error.path("field").asString())
                .containsExactlyInAnyOrder("pace.digest", "pace.storm.most");
    }

    private void mailChannel(String more) throws Exception {
        channel("\"type\": \"email\", \"to\": [\"" + box + "\"]" + more);
    }

    private void channel(String fields) throws Exception {
        HttpResponse<String> made =
                service.post("/v1/channels", AlertsProcess.SUPPORT + store, "{\"name\": \"team\", " + fields + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private List<MimeMessage> awaitMails(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> mails().size() == count);
        return mails();
    }

    private List<MimeMessage> mails() {
        return Stream.of(post.getReceivedMessages()).filter(this::isForBox).toList();
    }

    private boolean isForBox(MimeMessage mail) {
        try {
            return mail.getRecipients(RecipientType.TO)[0].toString().equals(box);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When what is held of the store's deliveries is due. */
    private List<String> pendingUntil() throws Exception {
        return MAPPER.readTree(service.get("/v1/deliveries?status=pending", AlertsProcess.SUPPORT + store)
                        .body())
                .path("deliveries")
                .valueStream()
                .map(delivery -> delivery.path("nextAttemptAt").asString())
                .toList();
    }

    private JsonNode theCase() throws Exception {
        String key = AlertsProcess.SUPPORT + store;
        JsonNode cases = MAPPER.readTree(service.get("/v1/cases", key).body()).path("cases");
        return MAPPER.readTree(
                service.get("/v1/cases/" + cases.get(0).path("id").asString(), key)
                        .body());
    }
}
