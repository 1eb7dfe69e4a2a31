package io.earshot.alerts.deliveries;

import io.earshot.alerts.channels.Channel;
import io.opentelemetry.context.Context;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A delivery with all it takes to attempt it; or several of one channel, that leave as one message.
 *
 * @param body the message as JSON
 * @param isLater whether the first attempt is for later
 * @param trace that the first attempt is part of; null for none, as of all later attempts: they are made when it has long ended
 * @param along what leaves with it, none of them with anything along; empty unless the carrier takes several
 */
public record Owed(
        Delivery delivery,
        Channel channel,
        String body,
        boolean isLater,
        @Nullable Context trace,
        List<Owed> along) {

    public Owed {
        along = List.copyOf(along);
    }

    /** One that leaves alone. */
    public Owed(Delivery delivery, Channel channel, String body, boolean isLater) {
        this(delivery, channel, body, isLater, null, List.of());
    }

    /** Several as one; the one whose lease ends first stands for all. */
    static Owed together(List<Owed> several) {
        List<Owed> sorted = several.stream()
                .sorted(Comparator.comparing(owed -> owed.delivery().nextAt()))
                .toList();
        Owed first = sorted.get(0);
        return new Owed(
                first.delivery, first.channel, first.body, false, first.trace, sorted.subList(1, sorted.size()));
    }

    /** Each of those that leave together, this one included. */
    public List<Owed> all() {
        return Stream.concat(Stream.of(this), along.stream()).toList();
    }

    /** How much waits with it, in characters of messages. */
    long weight() {
        return body.length() + along.stream().mapToLong(Owed::weight).sum();
    }
}
