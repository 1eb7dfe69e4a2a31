package io.earshot.alerts.cases;

import io.earshot.feedback.Customer;
import io.earshot.feedback.Feedback;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who a customer is: the shop's id, else the e-mail address; an anonymous item is a customer of its own. */
final class Identity {

    private Identity() {}

    static String of(Feedback item) {
        Customer customer = item.customer();
        String id = customer == null ? null : blankless(customer.id());
        if (id != null) {
            return "id:" + id;
        }
        String email = customer == null ? null : blankless(customer.email());
        return email == null ? "item:" + item.id() : "email:" + email.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String blankless(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
