package io.earshot.scoring.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record that can't be read, as it is put aside: unchanged, with the reason and the place it came from in headers. */
final class DeadLetter {

    private DeadLetter() {}

    static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> message, String reason) {
        RecordHeaders headers = new RecordHeaders(message.headers().toArray());
        headers.add("dlt-reason", reason.getBytes(UTF_8))
                .add("dlt-topic", message.topic().getBytes(UTF_8))
                .add("dlt-partition", Integer.toString(message.partition()).getBytes(UTF_8))
                .add("dlt-offset", Long.toString(message.offset()).getBytes(UTF_8));
        return new ProducerRecord<>(Topics.DEAD_LETTERS, null, message.key(), message.value(), headers);
    }
}
