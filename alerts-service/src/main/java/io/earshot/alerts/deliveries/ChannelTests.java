package io.earshot.alerts.deliveries;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.Channels;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** One message at once, to see whether a channel works. It is not owed, and is tried once. */
@Component
public final class ChannelTests {

    private static final String NO_EVENT = "0000000000";

    private final Channels channels;
    private final Carriers carriers;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Scheduler scheduler;

    ChannelTests(Channels channels, Carriers carriers, ObjectMapper mapper, Clock clock, Scheduler storeScheduler) {
        this.channels = channels;
        this.carriers = carriers;
        this.mapper = mapper;
        this.clock = clock;
        this.scheduler = storeScheduler;
    }

    /**
     * What came of it.
     *
     * @param result such as {@code HTTP 200}
     */
    public record Answer(boolean delivered, String result, long millis) {}

    /**
     * Sends it; waits for the endpoint.
     *
     * @throws ProblemException 404, as an error of the answer
     */
    public Mono<Answer> test(Caller caller, String id) {
        return Mono.fromCallable(() -> find(caller, id)).subscribeOn(scheduler).flatMap(this::attempt);
    }

    private Mono<Answer> attempt(Channel channel) {
        long start = clock.millis();
        return carriers.attempt(message(channel))
                .map(outcome -> new Answer(
                        outcome instanceof Outcome.Delivered, outcome.result(), Math.max(0, clock.millis() - start)));
    }

    private Owed message(Channel channel) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode body = mapper.createObjectNode();
        body.put("type", EventType.TEST.slug());
        body.put("timestamp", now.toString());
        ObjectNode data = body.putObject("data");
        data.put("channel", channel.id().toString());
        data.put("name", channel.name());
        DeliveryId id = new DeliveryId(UUID.randomUUID(), NO_EVENT, channel.id());
        Delivery delivery = new Delivery(id, channel.store(), "", EventType.TEST, now, 0, 0, now, false);
        return new Owed(delivery, channel, body.toString(), false);
    }

    private Channel find(Caller caller, String id) {
        try {
            return channels.find(caller.store(), UUID.fromString(id)).orElseThrow(ChannelTests::notFound);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("no such channel");
    }
}
