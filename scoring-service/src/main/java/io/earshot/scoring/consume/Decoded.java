package io.earshot.scoring.consume;

import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.Heartbeats;
import io.earshot.feedback.UnreadableRecordException;
import io.earshot.scoring.fold.Entry;
import io.earshot.scoring.fold.PartitionFold;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record: read, with the reason why it can't be, or a heartbeat.
 *
 * @param fold of its partition
 * @param entry what it says; null for a heartbeat, and for what can't be read
 * @param fault why it can't be read
 */
record Decoded(
        ConsumerRecord<byte[], byte[]> message,
        PartitionFold fold,
        @Nullable Entry entry,
        String fault) {

    static Decoded of(ConsumerRecord<byte[], byte[]> message, PartitionFold fold) {
        if (Heartbeats.isHeartbeat(message)) {
            return new Decoded(message, fold, null, "");
        }
        try {
            Entry entry = new Entry(message.offset(), message.timestamp(), FeedbackRecords.read(message));
            return new Decoded(message, fold, entry, "");
        } catch (UnreadableRecordException e) {
            return new Decoded(message, fold, null, String.valueOf(e.getMessage()));
        }
    }

    boolean isHeartbeat() {
        return Heartbeats.isHeartbeat(message);
    }

    /** Whether its rows have it already, and it is only to be remembered. */
    boolean isFolded() {
        return fold.isBeforeStart(message.offset());
    }
}
