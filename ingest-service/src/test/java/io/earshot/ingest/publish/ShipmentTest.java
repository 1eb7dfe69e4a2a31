package io.earshot.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class ShipmentTest {

    private final List<Receipt> receipts = new ArrayList<>();

    @Test
    void answersOnceTheLastRecordIsSettled() {
        Shipment shipment = shipment(3);

        shipment.accept(2);
        shipment.refuse(0);
        assertThat(receipts).isEmpty();
        shipment.accept(1);

        assertThat(receipts).singleElement().satisfies(receipt -> {
            assertThat(receipt.accepted()).isEqualTo(2);
            assertThat(receipt.unavailable()).isEqualTo(1);
            assertThat(receipt.refused().stream()).containsExactly(0);
        });
        assertThat(shipment.isDone()).isTrue();
    }

    @Test
    void refusesOnlyWhatIsStillOpenWhenGivenUp() {
        Shipment shipment = shipment(4);
        shipment.accept(1);

        shipment.refuseFrom(0);

        assertThat(receipts)
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.refused().stream()).containsExactly(0, 2, 3));
    }

    @Test
    void passesOverWhatKafkaSaysTooLate() {
        Shipment shipment = shipment(1);
        shipment.refuseFrom(0);

        shipment.accept(0);

        assertThat(receipts)
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.accepted()).isZero());
    }

    @Test
    void keepsRecordsNoLongerThanUntilTheyAreSent() {
        Shipment shipment = shipment(2);

        assertThat(shipment.unpack()).hasSize(2);
        assertThat(shipment.unpack()).isEmpty();
    }

    private Shipment shipment(int size) {
        return new Shipment(
                IntStream.range(0, size)
                        .mapToObj(i -> new ProducerRecord<>("topic", new byte[0], new byte[0]))
                        .toList(),
                new PartitionHealth(Duration.ofSeconds(2)),
                receipts::add);
    }
}
