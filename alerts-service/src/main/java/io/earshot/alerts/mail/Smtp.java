package io.earshot.alerts.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.mail.MailProperties.Tls;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.IDN;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Hands mails to the mail server. Blocks; every wait for the server is bounded. */
final class Smtp {

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final InternetAddress from;
    private final String domain;
    private final Clock clock;

    Smtp(MailProperties properties, Clock clock) {
        this.from = properties.sender();
        this.domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        this.clock = clock;
        boolean isImplicit = properties.tls() == Tls.TLS;
        sender.setProtocol(isImplicit ? "smtps" : "smtp");
        sender.setHost(properties.host());
        sender.setPort(properties.portOrUsual());
        if (!properties.user().isEmpty()) {
            sender.setUsername(properties.user());
            sender.setPassword(properties.password());
        }
        sender.setJavaMailProperties(settings(properties, isImplicit ? "mail.smtps." : "mail.smtp."));
    }

    private static Properties settings(MailProperties properties, String prefix) {
        String millis = String.valueOf(properties.timeout().toMillis());
        Properties settings = new Properties();
        settings.setProperty(prefix + "connectiontimeout", millis);
        settings.setProperty(prefix + "timeout", millis);
        settings.setProperty(prefix + "writetimeout", millis);
        settings.setProperty(prefix + "auth", String.valueOf(!properties.user().isEmpty()));
        settings.setProperty(prefix + "starttls.enable", String.valueOf(properties.tls() == Tls.STARTTLS));
        settings.setProperty(prefix + "starttls.required", String.valueOf(properties.tls() == Tls.STARTTLS));
        settings.setProperty(prefix + "ssl.checkserveridentity", "true");
        settings.setProperty(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
        if (properties.trust() != null) {
            settings.put(prefix + "ssl.socketFactory", TrustedCertificates.of(properties.trust()));
        }
        // all addresses or none, so that an attempt that is made again reaches nobody twice
        settings.setProperty(prefix + "sendpartial", "false");
        settings.setProperty(prefix + "quitwait", "false");
        return settings;
    }

    /**
     * Sends a mail. Addresses that the server refuses for good are left out, if there are others.
     *
     * @return for people, what the server made of it
     * @throws MailException if nobody got it
     */
    String send(Letter letter, Envelope envelope) throws MessagingException {
        MimeMessage message = message(letter, envelope);
        try {
            sender.send(message);
            return "accepted by " + sender.getHost();
        } catch (MailSendException e) {
            List<Address> good = SmtpFault.of(e).isLasting() ? goodOnes(e) : List.of();
            if (good.isEmpty()) {
                throw e;
            }
            message.setRecipients(Message.RecipientType.TO, good.toArray(Address[]::new));
            sender.send(message);
            int refused = envelope.to().size() - good.size();
            return "accepted by " + sender.getHost() + " for " + good.size() + " of " + (good.size() + refused)
                    + " addresses, the others are refused for good";
        }
    }

    /** Those that the server would have taken. */
    private static List<Address> goodOnes(MailSendException e) {
        for (Exception cause : e.getMessageExceptions()) {
            if (cause instanceof SendFailedException failed && failed.getValidUnsentAddresses() != null) {
                return List.of(failed.getValidUnsentAddresses());
            }
        }
        return List.of();
    }

    MimeMessage message(Letter letter, Envelope envelope) throws MessagingException {
        MimeMessage message = new Identified(sender.getSession(), reference(envelope.id()));
        message.setFrom(from);
        for (String to : envelope.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(inAscii(to), true));
        }
        message.setSubject(letter.subject(), UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        if (envelope.thread() != null) {
            message.setHeader("In-Reply-To", reference(envelope.thread()));
            message.setHeader("References", reference(envelope.thread()));
        }
        // no out-of-office notes to us, and no loops
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        MimeMultipart alternatives = new MimeMultipart("alternative");
        alternatives.addBodyPart(part(letter.text(), "plain"));
        // the last one is the one to prefer
        alternatives.addBodyPart(part(letter.html(), "html"));
        message.setContent(alternatives);
        return message;
    }

    /** With the domain as name servers know it, whatever letters it is written in. */
    private static String inAscii(String address) {
        int domain = address.lastIndexOf('@') + 1;
        return address.substring(0, domain) + IDN.toASCII(address.substring(domain));
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8.name(), subtype);
        // lines of any length and bytes of any kind pass every server so
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private String reference(String id) {
        return "<" + id + "@" + domain + ">";
    }

    /** A message with an id of ours; Jakarta Mail would make one at random each time. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
