package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.Channels;
import io.earshot.alerts.deliveries.Courier;
import io.earshot.alerts.deliveries.Owed;
import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.events.EventSink;
import io.earshot.alerts.numbers.CaseNumbers;
import io.earshot.alerts.numbers.Fact;
import io.earshot.alerts.store.Cassandra;
import io.earshot.alerts.timers.Timer;
import io.earshot.alerts.timers.Timers;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes steps. The case, its items, the line of the history and the deliveries owed are one compare-and-set on one partition. Before it a timer
 * is set, so that what is derived from them (the lists, the timers, what the topic says) is made up for by {@link Settlement} should this process die
 * on the way; after it all that is written, and the timer is removed.
 */
@Component
final class CaseWriter {

    private final Cassandra cassandra;
    private final CaseRows rows;
    private final CaseList list;
    private final Channels channels;
    private final Courier courier;
    private final Timers timers;
    private final EventSink sink;
    private final CaseNumbers numbers;
    private final CaseCounters counters;
    private final CaseProperties properties;
    private final Clock clock;

    CaseWriter(
            Cassandra cassandra,
            CaseRows rows,
            CaseList list,
            Channels channels,
            Courier courier,
            Timers timers,
            EventSink sink,
            CaseNumbers numbers,
            CaseCounters counters,
            CaseProperties properties,
            Clock clock) {
        this.cassandra = cassandra;
        this.rows = rows;
        this.list = list;
        this.channels = channels;
        this.courier = courier;
        this.timers = timers;
        this.sink = sink;
        this.numbers = numbers;
        this.counters = counters;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Writes a step and tells of it. Blocks.
     *
     * @param currentBefore the customer's latest case before, where the step opens one
     * @param items all items of the case after the step, the oldest first
     * @return false if somebody else was faster: nothing is written then
     */
    boolean write(Step step, @Nullable UUID currentBefore, List<CaseItem> items) {
        CaseFile after = step.after();
        Timer unsettled = unsettled(after);
        CompletionStage<?> set = timers.start(unsettled);
        CaseEvent event = step.isTold() ? event(step, items) : null;
        List<Owed> owed = event == null ? List.of() : owed(event);
        List<BoundStatement> statements = rows.statements(step, currentBefore, event == null ? null : event.body());
        owed.forEach(one -> statements.add(courier.record(one)));
        set.toCompletableFuture().join();
        if (!cassandra.runIf(statements)) {
            timers.remove(unsettled);
            return false;
        }
        settle(step, event, owed, unsettled);
        return true;
    }

    private void settle(Step step, @Nullable CaseEvent event, List<Owed> owed, Timer unsettled) {
        CompletionStage<?> published = event == null ? CompletableFuture.completedStage(null) : sink.publish(event);
        List<CompletionStage<?>> writes = new ArrayList<>();
        try {
            CaseFile after = step.after();
            owed.forEach(one -> writes.add(courier.remember(one.delivery())));
            writes.addAll(list.start(after, step.before()));
            if (event != null) {
                Map<Fact, Long> facts = CaseFacts.of(step);
                counters.count(event.type(), facts);
                writes.addAll(numbers.start(after.store(), after.updatedAt(), after.id(), after.version(), facts));
            }
            timers(after, properties).forEach(timer -> writes.add(timers.start(timer)));
        } finally {
            // recorded is owed, whatever becomes of the rest
            courier.send(owed);
        }
        await(writes);
        // not waited for: while Kafka is away the timer stays, and the event is published when it is back
        published.thenRun(() -> timers.remove(unsettled));
    }

    /** When to look at a case again. */
    static List<Timer> timers(CaseFile file, CaseProperties properties) {
        return Stream.of(Stages.timer(file), Forgetting.timer(file, properties.wordsRetention()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Timer unsettled(CaseFile after) {
        Instant at = clock.instant().plus(properties.grace()).truncatedTo(ChronoUnit.MILLIS);
        return new Timer(
                Settlement.KIND,
                at,
                after.id() + ":" + after.version(),
                after.store(),
                after.customer(),
                after.id(),
                Long.toString(after.version()));
    }

    private static CaseEvent event(Step step, List<CaseItem> items) {
        CaseFile after = step.after();
        return new CaseEvent(
                after.store(),
                after.customer(),
                after.id(),
                after.version(),
                step.type(),
                after.updatedAt(),
                after.kind(),
                after.rule(),
                after.team(),
                CaseJson.message(step.type().slug(), after.updatedAt(), after, CaseJson.shown(items)));
    }

    private List<Owed> owed(CaseEvent event) {
        List<Owed> owed = new ArrayList<>();
        for (Channel channel : channels.hearing(event)) {
            owed.add(courier.owe(event, channel));
        }
        return owed;
    }

    static void await(List<CompletionStage<?>> writes) {
        CompletableFuture.allOf(writes.stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
