package io.earshot.alerts.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.mail.MailSendException;

/**
 * Why a mail was not taken.
 *
 * @param result for people; of what the server said only the code
 * @param isLasting whether the server refuses it for good, so that to ask again is no use
 */
record SmtpFault(String result, boolean isLasting) {

    private static final int FIRST_LASTING = 500;

    /** Before these the message itself was not looked at: an operator mends the cause, and the mail is as good as before. */
    private static final Set<Integer> OF_THE_SESSION = Set.of(502, 503, 504, 530, 534, 535, 538);

    static SmtpFault of(Throwable failure) {
        List<Integer> codes = new ArrayList<>();
        String other = "can't connect to the mail server";
        for (Throwable cause : causes(failure)) {
            int code = code(cause);
            if (code > 0) {
                codes.add(code);
            } else if (cause instanceof AuthenticationFailedException) {
                return new SmtpFault("the mail server refused the user or password", false);
            } else if (cause instanceof SocketTimeoutException) {
                other = "the mail server did not answer in time";
            } else if (cause instanceof UnknownHostException) {
                other = "unknown mail server";
            } else if (cause instanceof SSLException) {
                other = cause.getCause() instanceof CertificateException
                        ? "the mail server's certificate is not trusted, or not for this name (nothing was sent)"
                        : "TLS to the mail server failed";
            } else if (cause instanceof MessagingException && isAboutTls(cause)) {
                other = "the mail server offers no STARTTLS (nothing was sent in clear)";
            }
        }
        if (codes.isEmpty()) {
            return new SmtpFault(other, false);
        }
        // one address that may be taken later is enough to ask again
        boolean isLasting = codes.stream().allMatch(code -> code >= FIRST_LASTING && !OF_THE_SESSION.contains(code));
        return new SmtpFault("SMTP " + (isLasting ? Collections.max(codes) : Collections.min(codes)), isLasting);
    }

    private static boolean isAboutTls(Throwable cause) {
        return cause.getMessage() != null && cause.getMessage().contains("STARTTLS is required");
    }

    private static int code(Throwable cause) {
        if (cause instanceof SMTPAddressFailedException refused) {
            return refused.getReturnCode();
        }
        if (cause instanceof SMTPSenderFailedException refused) {
            return refused.getReturnCode();
        }
        return cause instanceof SMTPSendFailedException refused ? refused.getReturnCode() : 0;
    }

    /** The failure with all that led to it, by every way in which the three libraries keep that. */
    private static Set<Throwable> causes(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
        while (!open.isEmpty()) {
            Throwable next = open.pop();
            if (!seen.add(next)) {
                continue;
            }
            if (next.getCause() != null) {
                open.push(next.getCause());
            }
            if (next instanceof MessagingException messaging && messaging.getNextException() != null) {
                open.push(messaging.getNextException());
            }
            if (next instanceof MailSendException send) {
                List.of(send.getMessageExceptions()).forEach(open::push);
            }
        }
        return seen;
    }
}
