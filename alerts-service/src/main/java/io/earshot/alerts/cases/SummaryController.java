package io.earshot.alerts.cases;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.numbers.CaseNumbers;
import io.earshot.alerts.numbers.Durations;
import io.earshot.alerts.numbers.Fact;
import io.earshot.alerts.numbers.Numbers;
import io.earshot.alerts.rules.Severity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/cases/summary}: how the work goes. */
@RestController
final class SummaryController {

    private static final Fact[] OUTCOMES = {Fact.RECOVERED, Fact.LOST, Fact.NO_REPLY, Fact.NOT_AN_ISSUE};

    private final CaseNumbers numbers;
    private final CaseCount count;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Scheduler scheduler;

    SummaryController(
            CaseNumbers numbers, CaseCount count, ObjectMapper mapper, Clock clock, Scheduler storeScheduler) {
        this.numbers = numbers;
        this.count = count;
        this.mapper = mapper;
        this.clock = clock;
        this.scheduler = storeScheduler;
    }

    @GetMapping("/v1/cases/summary")
    Mono<ObjectNode> summary(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SummaryQuery query = SummaryQuery.read(parameters, now);
        return Mono.fromCallable(() -> json(
                        query,
                        numbers.between(caller.store(), query.from(), query.to()),
                        count.open(caller.store(), now),
                        now))
                .subscribeOn(scheduler);
    }

    private ObjectNode json(SummaryQuery query, Numbers numbers, OpenCases open, Instant now) {
        ObjectNode json = mapper.createObjectNode();
        json.put("from", query.from().toString());
        json.put("to", query.to().toString());
        json.put("opened", numbers.of(Fact.OPENED).n());
        json.put("reopened", numbers.of(Fact.REOPENED).n());
        json.put("resolved", numbers.of(OUTCOMES).n());
        ObjectNode outcomes = json.putObject("outcomes");
        for (Fact outcome : OUTCOMES) {
            outcomes.put(outcome.slug(), numbers.of(outcome).n());
        }
        json.put("recoveryRate", recoveryRate(numbers));
        json.set("timeToAcknowledge", times(numbers.of(Fact.ACKNOWLEDGED)));
        json.set("timeToContact", times(numbers.of(Fact.CONTACTED)));
        json.set("timeToResolve", times(numbers.of(OUTCOMES)));
        json.put("reminders", numbers.of(Fact.REMINDED).n());
        json.put("escalations", numbers.of(Fact.ESCALATED).n());
        json.set("open", open(open, now));
        return json;
    }

    /** In percent of those that could have come back; null if there are none. */
    private static @Nullable BigDecimal recoveryRate(Numbers numbers) {
        long recovered = numbers.of(Fact.RECOVERED).n();
        long all = numbers.of(Fact.RECOVERED, Fact.LOST, Fact.NO_REPLY).n();
        return all == 0
                ? null
                : BigDecimal.valueOf(100 * recovered).divide(BigDecimal.valueOf(all), 3, RoundingMode.HALF_UP);
    }

    private ObjectNode times(Durations durations) {
        ObjectNode json = mapper.createObjectNode();
        json.put("n", durations.n());
        json.put("mean", durations.mean());
        json.put("median", durations.quantile(0.5));
        json.put("p90", durations.quantile(0.9));
        return json;
    }

    private ObjectNode open(OpenCases open, Instant now) {
        ObjectNode json = mapper.createObjectNode();
        json.put("at", now.toString());
        json.put("total", open.total());
        json.put("overdue", open.overdue());
        ObjectNode byStatus = json.putObject("byStatus");
        for (Status status : Status.values()) {
            if (status != Status.RESOLVED) {
                byStatus.put(status.slug(), open.byStatus().getOrDefault(status, 0L));
            }
        }
        ObjectNode bySeverity = json.putObject("bySeverity");
        for (Severity severity : Severity.values()) {
            bySeverity.put(severity.slug(), open.bySeverity().getOrDefault(severity, 0L));
        }
        json.put("complete", open.complete());
        return json;
    }
}
