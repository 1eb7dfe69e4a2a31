package io.earshot.scoring.consume;

import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.fold.Source;
import io.earshot.scoring.measure.Series;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one flush writes: the changed rows by source, the dead letters, and the offset up to which each source is then written. The marks
 * tell how old it is.
 */
record Unwritten(
        Map<Source, List<ScoreRow.Image>> rows,
        Map<Source, Long> lastOffsets,
        List<ProducerRecord<byte[], byte[]>> deadLetters,
        Marks marks) {

    int rowCount() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    Set<RowKey> keys() {
        Set<RowKey> keys = new HashSet<>();
        rows.values().forEach(images -> images.forEach(image -> keys.add(image.key())));
        return keys;
    }

    /** Says of each series of a store with changed rows, once, that it changed. */
    void announce(ScoreChanges changes) {
        record Changed(String store, Series series) {}
        Set<Changed> changed = new HashSet<>();
        rows.values()
                .forEach(images -> images.forEach(image ->
                        changed.add(new Changed(image.key().store(), image.key().series()))));
        changed.forEach(one -> changes.changed(one.store(), one.series()));
    }
}
