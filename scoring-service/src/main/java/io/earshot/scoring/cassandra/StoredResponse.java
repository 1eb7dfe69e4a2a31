package io.earshot.scoring.cassandra;

import io.earshot.scoring.measure.Contribution;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer as one record of the log brought it, whether or not it counts.
 *
 * @param contribution what is kept of it without the words
 * @param item the whole item as JSON; null once it was erased or its time was over
 */
public record StoredResponse(
        ResponseKey key,
        Contribution contribution,
        @Nullable String item) {

    /**
     * Some answers of a list.
     *
     * @param next reads on; null at the end
     */
    public record Page(
            List<StoredResponse> responses, @Nullable Supplier<CompletionStage<Page>> next) {}
}
