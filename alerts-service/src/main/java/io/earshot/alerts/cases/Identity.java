package io.earshot.alerts.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Customer;
import io.earshot.feedback.Feedback;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who a customer is: the shop's id, else the e-mail address; an anonymous item is a customer of its own. */
final class Identity {

    private Identity() {}

    static String of(Feedback item) {
        Customer customer = item.customer();
        String id = customer == null ? null : blankless(customer.id());
        if (id != null) {
            return ofId(id);
        }
        String email = customer == null ? null : blankless(customer.email());
        return email == null ? "item:" + item.id() : "email:" + hash(email.toLowerCase(Locale.ROOT));
    }

    /** The customer with that id of the shop's. */
    static String ofId(String id) {
        return "id:" + id.strip();
    }

    /** A score in the place of a customer. */
    static String ofScore(String score) {
        return "score:" + score;
    }

    /** Whether later items can be of the same customer. */
    static boolean isKnown(Feedback item) {
        return !of(item).startsWith("item:");
    }

    /** An address is nothing to have in a key, where no erasure gets at it. */
    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static @Nullable String blankless(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
