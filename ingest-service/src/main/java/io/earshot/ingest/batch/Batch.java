package io.earshot.ingest.batch;

import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.publish.Receipt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as it was read.
 *
 * @param good the items that keep the contract
 * @param indexes where each good item stands in the batch
 * @param bad the others
 */
record Batch(List<Submitted> good, List<Integer> indexes, List<Bad> bad) {

    /**
     * An item that was not accepted.
     *
     * @param index where it stands in the batch
     * @param id as the client gave it, or as the service made it; null if neither is usable
     */
    record Bad(int index, @Nullable String id, Problem problem) {}

    int size() {
        return good.size() + bad.size();
    }

    /** Everything that was not accepted, by index, once Kafka has answered for the good items. */
    List<Bad> results(Receipt receipt) {
        List<Bad> results = new ArrayList<>(bad);
        receipt.refused().stream().forEach(i -> {
            Feedback feedback = good.get(i).feedback();
            results.add(
                    new Bad(indexes.get(i), feedback.id(), Problem.notPublished(feedback.id(), feedback.revision())));
        });
        results.sort(Comparator.comparingInt(Bad::index));
        return results;
    }
}
