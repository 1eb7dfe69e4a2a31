package io.earshot.alerts.pace;

import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.ChannelType;
import io.earshot.alerts.channels.PaceRules;
import io.earshot.alerts.deliveries.Pacing;
import io.earshot.alerts.deliveries.ToldBefore;
import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.message.Notice;
import io.earshot.alerts.problem.FieldFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Spares people: holds messages for them back as their channel's pace says. Programs hear of everything at once.
 *
 * <p>Urgent cases don't wait for quiet hours or digests; reminders and escalations don't wait for the customer's turn; a storm holds everything.
 */
@Component
final class Pacer implements Pacing, PaceRules {

    private final ToldBefore told;
    private final Clock clock;
    private final Storms storms = new Storms();

    Pacer(ToldBefore told, Clock clock) {
        this.told = told;
        this.clock = clock;
    }

    @Override
    public List<FieldFault> faults(ChannelType type, JsonNode pace) {
        return type == ChannelType.WEBHOOK
                ? List.of(new FieldFault("pace", "given (expected: none; a webhook hears of everything at once)"))
                : PaceJson.read(pace).faults();
    }

    @Override
    public Instant notBefore(CaseEvent event, Channel channel, Instant now) {
        if (channel.type() == ChannelType.WEBHOOK) {
            return now;
        }
        Pace pace = Paces.of(channel);
        Instant at = afterTheLast(event, channel, pace, now);
        if (!Notice.read(event.body()).isUrgent()) {
            at = pace.open(at);
        }
        if (at.isAfter(now) || pace.storm() == null) {
            return at;
        }
        String team = event.team() == null ? "" : event.team();
        return storms.release(channel.id() + "\n" + team, pace.storm(), now);
    }

    private Instant afterTheLast(CaseEvent event, Channel channel, Pace pace, Instant now) {
        Duration gap = pace.perCustomer();
        if (gap == null || event.type() == EventType.REMINDER || event.type() == EventType.ESCALATED) {
            return now;
        }
        return told.last(event, channel.id())
                // what is held already takes this one along; what is told just now, a moment after the caller looked at
                // the clock, is not held
                .map(last -> last.isAfter(clock.instant()) ? last : last.plus(gap))
                .filter(now::isBefore)
                .orElse(now);
    }
}
