package io.earshot.alerts.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.earshot.alerts.mail.MailProperties.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The ways to a mail server that are encrypted, with a certificate that only a setting makes trusted. GreenMail speaks TLS from the beginning, but
 * knows no STARTTLS.
 */
class SmtpTlsTest {

    private static final Letter LETTER = new Letter("Subject", "text", "<p>html</p>");
    private static final Envelope ENVELOPE = new Envelope(List.of("anna@shop.example"), "msg_1", null);
    private static final String UNTRUSTED = "certificate is not trusted";

    @TempDir
    private static Path folder;

    private static Identity identity;
    private static GreenMail encrypted;
    private static GreenMail clear;

    @BeforeAll
    static void start() throws Exception {
        identity = Identity.of("ip:127.0.0.1", folder);
        System.setProperty("greenmail.tls.keystore.file", identity.store().toString());
        System.setProperty("greenmail.tls.keystore.password", Identity.PASSWORD);
        encrypted = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        clear = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        encrypted.setUser("earshot", "sesame");
        encrypted.start();
        clear.start();
    }

    @AfterAll
    static void stop() {
        encrypted.stop();
        clear.stop();
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    private static Smtp smtp(String host, int port, Tls tls, String password, @Nullable Path trust) {
        MailProperties properties = new MailProperties(
                host, port, "earshot", password, tls, trust, "earshot@shop.example", Duration.ofSeconds(5), 2);
        return new Smtp(properties, Clock.systemUTC());
    }

    private static SmtpFault fault(Smtp smtp) {
        Throwable failure = catchThrowable(() -> smtp.send(LETTER, ENVELOPE));
        assertThat(failure).isNotNull();
        return SmtpFault.of(failure);
    }

    @Test
    void signsInAndSendsWhereAllIsEncrypted() throws Exception {
        int port = encrypted.getSmtps().getPort();

        smtp("127.0.0.1", port, Tls.TLS, "sesame", identity.certificate()).send(LETTER, ENVELOPE);

        assertThat(encrypted.getReceivedMessages())
                .singleElement()
                .satisfies(mail -> assertThat(mail.getMessageID()).isEqualTo("<msg_1@shop.example>"));
        assertThat(fault(smtp("127.0.0.1", port, Tls.TLS, "guessed", identity.certificate())))
                .isEqualTo(new SmtpFault("the mail server refused the user or password", false));
    }

    @Test
    void signsInAndSendsOnceItIsEncrypted() throws Exception {
        try (MailServer server = new MailServer(identity.context(), true)) {
            smtp("127.0.0.1", server.port(), Tls.STARTTLS, "sesame", identity.certificate())
                    .send(LETTER, ENVELOPE);

            assertThat(server.commands())
                    .anyMatch(command -> command.startsWith("AUTH "))
                    .contains("DATA");
            assertThat(server.overheard())
                    .hasSize(2)
                    .satisfiesExactly(
                            first -> assertThat(first).startsWith("EHLO "),
                            second -> assertThat(second).isEqualTo("STARTTLS"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void saysNothingToAServerThatItDoesNotTrust(Tls tls) throws Exception {
        try (MailServer server = new MailServer(identity.context(), tls == Tls.STARTTLS)) {
            SmtpFault fault = fault(smtp("127.0.0.1", server.port(), tls, "sesame", null));

            assertThat(fault.result()).contains(UNTRUSTED);
            assertThat(fault.isLasting()).isFalse();
            assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH "));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void saysNothingToAServerOfAnotherName(Tls tls) throws Exception {
        try (MailServer server = new MailServer(identity.context(), tls == Tls.STARTTLS)) {
            SmtpFault fault = fault(smtp("localhost", server.port(), tls, "sesame", identity.certificate()));

            assertThat(fault.result()).contains(UNTRUSTED);
            assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH "));
        }
    }

    @Test
    void saysNothingToAServerWithoutEncryption() {
        int port = clear.getSmtp().getPort();

        assertThat(fault(smtp("127.0.0.1", port, Tls.STARTTLS, "sesame", identity.certificate()))
                        .result())
                .contains("STARTTLS");
        assertThat(fault(smtp("127.0.0.1", port, Tls.TLS, "sesame", identity.certificate()))
                        .result())
                .contains("TLS");
        assertThat(clear.getReceivedMessages()).isEmpty();
    }

    @Test
    void refusesToStartWithoutTheCertificatesToTrust() throws Exception {
        Path missing = folder.resolve("missing.pem");
        Path broken = Files.writeString(folder.resolve("broken.pem"), "no certificate");

        for (Path file : List.of(missing, broken)) {
            assertThatThrownBy(() -> smtp("127.0.0.1", 1, Tls.TLS, "sesame", file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("trust: " + file + " (expected: a file of certificates in PEM)");
        }
    }
}
