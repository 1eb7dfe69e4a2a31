package io.earshot.scoring.rebuild;

import io.earshot.scoring.brokers.BrokersConfiguration;
import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.CassandraProperties;
import io.earshot.scoring.cassandra.CassandraSecurity;
import io.earshot.scoring.consume.ConsumeProperties;
import io.earshot.scoring.consume.ConsumersOfGeneration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * {@code java -jar scoring-service.jar rebuild [items|topic]}, with the environment of the service: ends with 0 when the new generation is
 * the active one, with 1 if it can't be, with 2 if it was not understood.
 */
@EnableAutoConfiguration
@EnableConfigurationProperties({CassandraProperties.class, CassandraSecurity.class, ConsumeProperties.class})
@Import({BrokersConfiguration.class, ConsumersOfGeneration.class})
public class RebuildApplication {

    /** The first argument that asks for this. */
    public static final String COMMAND = "rebuild";

    private static final Logger LOG = LoggerFactory.getLogger(RebuildApplication.class);

    /**
     * Runs the command.
     *
     * @param args what follows the command's name
     * @return the process' exit code
     */
    public static int run(List<String> args) {
        RebuildSource source = args.size() > 1
                ? null
                : RebuildSource.of(args.isEmpty() ? "items" : args.get(0)).orElse(null);
        if (source == null) {
            System.err.println(
                    "rebuild " + String.join(" ", args) + " (expected: rebuild, rebuild items or rebuild topic)");
            return 2;
        }
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RebuildApplication.class)
                .web(WebApplicationType.NONE)
                // the service's own readiness is not among what a command has
                .properties("management.endpoint.health.validate-group-membership=false")
                .run()) {
            rebuild(context).run(source);
            return 0;
        } catch (RebuildException e) {
            LOG.error("Nothing that is read was changed: {}", e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            LOG.error("Broken off, it can be started again", e);
            return 1;
        }
    }

    private static Rebuild rebuild(ConfigurableApplicationContext context) {
        return new Rebuild(
                context.getBean(CassandraConnection.class).store().join(),
                context.getBean(ConsumersOfGeneration.class),
                RebuildSettings.of(
                        context.getBean(ConsumeProperties.class), context.getBean(CassandraProperties.class)),
                context.getBean(Clock.class));
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    CassandraConnection cassandraConnection(
            CassandraProperties properties, CassandraSecurity security, Clock clock, MeterRegistry registry) {
        return new CassandraConnection(properties, security, clock, registry);
    }
}
