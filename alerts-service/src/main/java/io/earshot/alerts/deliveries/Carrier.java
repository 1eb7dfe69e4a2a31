package io.earshot.alerts.deliveries;

import io.earshot.alerts.channels.ChannelType;
import reactor.core.publisher.Mono;

/** Brings messages to channels of one type. There is one bean for each type. */
public interface Carrier {

    ChannelType type();

    /** Whether it takes several deliveries of a channel as one message, where they are due at the same time. */
    default boolean takesSeveral() {
        return false;
    }

    /**
     * Makes one attempt, of all that leaves together. Whatever happens is an outcome. Blocks nowhere; what takes longer than the delivery time-out is cancelled and counts as
     * failed. A message may be {@code channel.test}, which is about no case.
     */
    Mono<Outcome> attempt(Owed owed);
}
