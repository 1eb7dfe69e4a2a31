package io.earshot.alerts.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.earshot.alerts.message.Words;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpTest {

    private static final Letter LETTER = new Letter("Subject", "text", "<p>html</p>");

    private MailServer server;

    @BeforeEach
    void start() throws Exception {
        server = new MailServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Smtp smtp(MailProperties.Tls tls) {
        MailProperties properties = new MailProperties(
                "127.0.0.1",
                server.port(),
                "",
                "",
                tls,
                null,
                "Earshot <earshot@shop.example>",
                Duration.ofSeconds(5),
                2);
        return new Smtp(properties, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private static Envelope to(String... addresses) {
        return new Envelope(List.of(addresses), "msg_1", null);
    }

    @Test
    void leavesOutAddressesThatAreRefusedForGood() throws Exception {
        String result = smtp(MailProperties.Tls.NONE).send(LETTER, to("550@shop.example", "anna@shop.example"));

        assertThat(result).contains("1 of 2 addresses");
        assertThat(server.commands()).containsOnlyOnce("DATA");
    }

    @Test
    void sendsToNobodyWhileOneIsOnlyRefusedForNow() {
        Throwable failure = catchThrowable(() -> smtp(MailProperties.Tls.NONE)
                .send(LETTER, to("450@shop.example", "550@shop.example", "anna@shop.example")));

        assertThat(SmtpFault.of(failure)).isEqualTo(new SmtpFault("SMTP 450", false));
        assertThat(server.commands()).doesNotContain("DATA");
    }

    @ParameterizedTest
    @CsvSource({"550, true", "554, true", "450, false", "421, false", "530, false"})
    void knowsWhatIsRefusedForGood(int code, boolean isLasting) {
        Throwable failure =
                catchThrowable(() -> smtp(MailProperties.Tls.NONE).send(LETTER, to(code + "@shop.example")));

        assertThat(SmtpFault.of(failure)).isEqualTo(new SmtpFault("SMTP " + code, isLasting));
    }

    @Test
    void saysNothingToAServerWithoutEncryption() {
        Throwable failure =
                catchThrowable(() -> smtp(MailProperties.Tls.STARTTLS).send(LETTER, to("anna@shop.example")));

        assertThat(SmtpFault.of(failure).result()).contains("STARTTLS");
        assertThat(SmtpFault.of(failure).isLasting()).isFalse();
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void triesAgainWhenThereIsNoServer() throws Exception {
        server.close();

        Throwable failure = catchThrowable(() -> smtp(MailProperties.Tls.NONE).send(LETTER, to("anna@shop.example")));

        assertThat(SmtpFault.of(failure)).isEqualTo(new SmtpFault("can't connect to the mail server", false));
    }

    @Test
    void letsNoSubjectStartAnotherHeader() throws Exception {
        Letter hostile = new Letter(Words.line("Hi\r\nBcc: all@shop.example", 150), "text", "<p>html</p>");
        MimeMessage message = smtp(MailProperties.Tls.NONE)
                .message(hostile, new Envelope(List.of("anna@shop.example"), "msg_2", "msg_1"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);

        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(bytes.toString()).doesNotContain("\r\nBcc");
        assertThat(message.getMessageID()).isEqualTo("<msg_2@shop.example>");
        assertThat(message.getHeader("References")).containsExactly("<msg_1@shop.example>");
    }

    @Test
    void findsADomainByTheNameThatNameServersKnow() throws Exception {
        MimeMessage message = smtp(MailProperties.Tls.NONE).message(LETTER, to("kontakt@büro.example"));

        assertThat(message.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("kontakt@xn--bro-hoa.example");
    }

    @Test
    void wantsASenderWithAServer() {
        assertThatThrownBy(() -> new MailProperties(
                        "mail", 0, "", "", MailProperties.Tls.STARTTLS, null, "Earshot", Duration.ofSeconds(5), 2))
                .hasMessageContaining("from: Earshot (expected: ");
    }
}
