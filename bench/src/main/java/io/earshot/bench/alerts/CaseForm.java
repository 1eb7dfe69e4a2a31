package io.earshot.bench.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text in which a case stands, the same with another case in its place: other ids, severity, assignee and team, and all times moved by as much
 * as it was opened earlier.
 */
final class CaseForm {

    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z";

    private final List<Function<ListedCase, String>> parts = new ArrayList<>();
    private boolean mentions;

    private CaseForm() {}

    /**
     * @param original the case that stands in the text; nobody's and no team's
     */
    static CaseForm of(String text, ListedCase original) {
        CaseForm form = new CaseForm();
        Matcher found = Pattern.compile(Pattern.quote(original.id().toString())
                        + '|' + Pattern.quote(original.customer())
                        + '|' + Pattern.quote(original.item())
                        + '|' + INSTANT
                        + "|\"severity\":\"(?i:" + original.severity() + ")\""
                        + "|\"(?:assignee|team)\":null")
                .matcher(text);
        int end = 0;
        while (found.find()) {
            form.add(text.substring(end, found.start()));
            form.parts.add(form.part(found.group(), original));
            end = found.end();
        }
        form.add(text.substring(end));
        return form;
    }

    private void add(String always) {
        if (!always.isEmpty()) {
            parts.add(one -> always);
        }
    }

    private Function<ListedCase, String> part(String found, ListedCase original) {
        if (found.startsWith("\"severity\"")) {
            // kept in capitals, told in small letters
            boolean isSmall = found.contains(original.severity());
            return one -> "\"severity\":\""
                    + (isSmall ? one.severity() : one.severity().toUpperCase(Locale.ROOT)) + '"';
        } else if (found.startsWith("\"assignee\"")) {
            return one -> "\"assignee\":" + json(one.assignee());
        } else if (found.startsWith("\"team\"")) {
            return one -> "\"team\":" + json(one.team());
        } else if (found.equals(original.id().toString())) {
            mentions = true;
            return one -> one.id().toString();
        } else if (found.equals(original.customer())) {
            mentions = true;
            return ListedCase::customer;
        } else if (found.equals(original.item())) {
            mentions = true;
            return ListedCase::item;
        }
        Instant at = Instant.parse(found);
        return one -> moved(at, original, one).toString();
    }

    private static String json(@Nullable String name) {
        return name == null ? "null" : '"' + name + '"';
    }

    /** A time of the original case, as it is of another one. */
    static Instant moved(Instant at, ListedCase original, ListedCase one) {
        return moved(at, original, one.openedAt());
    }

    /** As above, of one that was opened at that time. */
    static Instant moved(Instant at, ListedCase original, Instant openedAt) {
        return at.plus(Duration.between(original.openedAt(), openedAt));
    }

    /** Whether the original case, its customer or its item stands in it. */
    boolean mentions() {
        return mentions;
    }

    /** The text with that case in it. */
    String with(ListedCase one) {
        return parts.stream().map(part -> part.apply(one)).collect(Collectors.joining());
    }
}
