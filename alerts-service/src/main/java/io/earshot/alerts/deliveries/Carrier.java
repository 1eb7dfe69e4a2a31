package io.earshot.alerts.deliveries;

import io.earshot.alerts.channels.ChannelType;
import reactor.core.publisher.Mono;

/** Brings messages to channels of one type. There is one bean for each type. */
public interface Carrier {

    ChannelType type();

    /**
     * Makes one attempt. Whatever happens is an outcome. Blocks nowhere; what takes longer than the delivery time-out is cancelled and counts as
     * failed. A message may be {@code channel.test}, which is about no case.
     */
    Mono<Outcome> attempt(Owed owed);
}
