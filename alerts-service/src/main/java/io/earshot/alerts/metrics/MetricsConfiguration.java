package io.earshot.alerts.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives a help text to metrics that come without: Prometheus' tools ask for one. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry("cassandra.session.bytes-received", "Bytes that Cassandra sent"),
            Map.entry("cassandra.session.bytes-sent", "Bytes sent to Cassandra"),
            Map.entry("cassandra.session.connected-nodes", "Nodes of Cassandra that there is a connection to"),
            Map.entry("cassandra.session.cql-client-timeouts", "Requests to Cassandra that the driver gave up"),
            Map.entry("cassandra.session.cql-requests", "Requests to Cassandra, retries included"),
            Map.entry("http.server.requests", "Requests, by route and outcome"),
            Map.entry("tasks.scheduled.execution", "Runs of scheduled tasks"));

    @Bean
    static MeterFilter descriptions() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String description = DESCRIPTIONS.get(id.getName());
                return description == null || id.getDescription() != null
                        ? id
                        : new Meter.Id(
                                id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), description, id.getType());
            }
        };
    }
}
