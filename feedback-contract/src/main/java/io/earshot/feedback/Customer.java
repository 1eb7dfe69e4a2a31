package io.earshot.feedback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gave the feedback, as the shop knows them. All of it is personal data.
 *
 * @param id the shop's own id of the customer
 * @param email an address to answer to
 * @param name the name to greet them by
 * @param tags at most 20 of 64 characters, for example {@code vip}
 */
public record Customer(
        @Nullable String id,
        @Nullable String email,
        @Nullable String name,
        List<String> tags) {

    public Customer {
        Field.CUSTOMER_ID.require(id);
        Field.CUSTOMER_EMAIL.require(email);
        Field.CUSTOMER_NAME.require(name);
        Field.CUSTOMER_TAGS.require(tags);
        tags = List.copyOf(tags);
    }
}
