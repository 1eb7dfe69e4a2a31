package io.earshot.alerts.deliveries;

import io.earshot.alerts.channels.ChannelType;
import io.earshot.alerts.channels.Target;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The carriers by type. Never fails. */
@Component
final class Carriers {

    private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);

    private final Map<ChannelType, Carrier> byType = new EnumMap<>(ChannelType.class);
    private final Duration timeout;

    Carriers(List<Carrier> carriers, DeliveryProperties properties) {
        carriers.forEach(carrier -> {
            if (byType.put(carrier.type(), carrier) != null) {
                throw new IllegalStateException(
                        "two carriers for " + carrier.type().slug());
            }
        });
        this.timeout = properties.timeout();
    }

    /** Whether what is due for channels of that type at the same time leaves as one message. */
    boolean takesSeveral(ChannelType type) {
        Carrier carrier = byType.get(type);
        return carrier != null && carrier.takesSeveral();
    }

    /** Makes an attempt by the carrier of the channel's type. */
    Mono<Outcome> attempt(Owed owed) {
        if (owed.channel().target() instanceof Target.Unreadable unreadable) {
            return Mono.just(new Outcome.Failed("not sent: " + unreadable.reason()));
        }
        ChannelType type = owed.channel().type();
        Carrier carrier = byType.get(type);
        if (carrier == null) {
            return Mono.just(new Outcome.Failed("not sent: no " + type.slug() + " can be sent here"));
        }
        return Mono.defer(() -> carrier.attempt(owed))
                .timeout(timeout)
                .onErrorResume(TimeoutException.class, late -> Mono.just(new Outcome.Failed(tooLate())))
                .onErrorResume(failure -> {
                    LOG.warn("An attempt by {} failed oddly", type.slug(), failure);
                    return Mono.just(new Outcome.Failed("an error of ours"));
                });
    }

    private String tooLate() {
        return "no answer within " + timeout.toMillis() + " ms";
    }
}
