package io.earshot.feedback;

import org.jspecify.annotations.Nullable;

/**
 * Where the feedback was given and what it is about; every value has at most 200 characters and may be missing.
 *
 * @param channel how the question reached the customer: {@code email}, {@code web}, …
 * @param touchpoint where in the journey: {@code checkout}, {@code delivery}, …
 * @param product the shop's id of the product
 * @param order the shop's id of the order
 * @param aspect what was asked about: {@code speed}, {@code price}, …
 * @param page the address of the page
 * @param locale the customer's language, {@code sv-SE}
 * @param survey the shop's name of the survey
 */
public record Context(
        @Nullable String channel,
        @Nullable String touchpoint,
        @Nullable String product,
        @Nullable String order,
        @Nullable String aspect,
        @Nullable String page,
        @Nullable String locale,
        @Nullable String survey) {

    /** Nothing is known. */
    public static final Context NONE = new Context(null, null, null, null, null, null, null, null);

    public Context {
        Field.CONTEXT_CHANNEL.require(channel);
        Field.CONTEXT_TOUCHPOINT.require(touchpoint);
        Field.CONTEXT_PRODUCT.require(product);
        Field.CONTEXT_ORDER.require(order);
        Field.CONTEXT_ASPECT.require(aspect);
        Field.CONTEXT_PAGE.require(page);
        Field.CONTEXT_LOCALE.require(locale);
        Field.CONTEXT_SURVEY.require(survey);
    }
}
