package io.earshot.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PublishSettingsTest {

    @Test
    void leavesTimeForAnAcknowledgementHoweverLongAShipmentWaitedOrTheProducerBlocked() {
        PublishSettings settings = settings(Duration.ofMillis(1_700));

        assertThat(settings.patience().plus(settings.block())).isLessThan(Duration.ofMillis(1_100));
        assertThat(settings.block().plus(settings.delivery())).isLessThan(Duration.ofMillis(1_700));
    }

    @Test
    void givesTheProducerTimesThatItAccepts() {
        for (int timeout : new int[] {600, 1_700, 2_000}) {
            Map<String, Object> values =
                    PublishConfiguration.producerConfiguration(settings(Duration.ofMillis(timeout)));
            values.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
            ProducerConfig configuration = new ProducerConfig(values);

            assertThat(configuration.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG))
                    .isGreaterThanOrEqualTo(configuration.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)
                            + configuration
                                    .getLong(ProducerConfig.LINGER_MS_CONFIG)
                                    .intValue());
            assertThat(configuration.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
            assertThat(configuration.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG))
                    .isTrue();
        }
    }

    @Test
    void refusesATimeoutBeyondTheContract() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Duration.ofSeconds(5)))
                .withMessage("EARSHOT_INGEST_PUBLISH_TIMEOUT: 5000 ms (expected: 600ms to 2s)");
    }

    @Test
    void refusesATopicWithFewerPartitionsThanStoresAreSpreadOver() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventsTopic(new TopicSettings(6, (short) 1, Duration.ofDays(30)), 24))
                .withMessage("EARSHOT_INGEST_TOPIC_PARTITIONS: 6 (expected: at least EARSHOT_SPREAD, 24)");
    }

    private static PublishSettings settings(Duration timeout) {
        return new PublishSettings(24, timeout, 20_000, DataSize.ofMegabytes(64), DataSize.ofMegabytes(32));
    }
}
