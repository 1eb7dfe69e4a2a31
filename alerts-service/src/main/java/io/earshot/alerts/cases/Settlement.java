package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.deliveries.Courier;
import io.earshot.alerts.deliveries.PendingDeliveries;
import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.events.EventSink;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.numbers.CaseNumbers;
import io.earshot.alerts.timers.Timer;
import io.earshot.alerts.timers.TimerHandler;
import io.earshot.alerts.timers.Timers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Makes up for what a process left undone that died, or had no Kafka, after it had changed a case. */
@Component
final class Settlement implements TimerHandler {

    static final String KIND = "settle";

    private static final long PATIENCE_SECONDS = 5;

    private final CaseRows rows;
    private final CaseList list;
    private final Courier courier;
    private final Timers timers;
    private final EventSink sink;
    private final CaseNumbers numbers;
    private final CaseProperties properties;

    Settlement(
            CaseRows rows,
            CaseList list,
            Courier courier,
            Timers timers,
            EventSink sink,
            CaseNumbers numbers,
            CaseProperties properties) {
        this.rows = rows;
        this.list = list;
        this.courier = courier;
        this.timers = timers;
        this.sink = sink;
        this.properties = properties;
        this.numbers = numbers;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean look(Timer timer) {
        Optional<CaseFile> found = rows.find(timer.store(), timer.customer(), timer.caseId());
        long version = Long.parseLong(timer.detail());
        if (found.isEmpty() || found.get().version() < version) {
            // the change was never made
            return true;
        }
        CaseFile file = found.get();
        derive(file, version);
        Optional<Row> event = rows.event(file, version);
        event.ifPresent(row -> CaseWriter.await(
                numbers.start(file.store(), CaseRows.instant(row, "at"), file.id(), version, CaseRows.facts(row))));
        return event.isEmpty() || isPublished(event(file, version, event.get()));
    }

    /**
     * Writes again what follows from the case as it is.
     *
     * @param since the first version that may not have been followed by what follows
     */
    private void derive(CaseFile file, long since) {
        List<CompletionStage<?>> writes = list.startAnew(file, past(file, since));
        PendingDeliveries.in(rows.deliveries(file)).forEach(delivery -> writes.add(courier.remember(delivery)));
        CaseWriter.timers(file, properties).forEach(timer -> writes.add(timers.start(timer)));
        CaseWriter.await(writes);
    }

    /** How the case stood before each change from that version on. */
    private List<Standing> past(CaseFile file, long since) {
        List<Row> events = new ArrayList<>(rows.eventsSince(file, since));
        Collections.reverse(events);
        List<Standing> past = new ArrayList<>();
        Standing standing = Standing.of(file);
        for (Row event : events) {
            standing = standing.before(CaseJson.parse(CaseRows.text(event, "changes")));
            past.add(standing);
        }
        return past;
    }

    private static CaseEvent event(CaseFile file, long version, Row row) {
        return new CaseEvent(
                file.store(),
                file.customer(),
                file.id(),
                version,
                EventType.of(CaseRows.text(row, "type")).orElseThrow(),
                CaseRows.instant(row, "at"),
                file.kind(),
                file.rule(),
                file.team(),
                CaseRows.text(row, "body"));
    }

    private boolean isPublished(CaseEvent event) {
        return sink.publish(event)
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((published, failure) -> failure == null)
                .join();
    }
}
