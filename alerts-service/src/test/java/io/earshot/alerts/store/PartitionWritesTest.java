package io.earshot.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionWritesTest {

    private final List<List<String>> begun = new ArrayList<>();
    private final List<CompletableFuture<Void>> open = new ArrayList<>();
    private final PartitionWrites<String> writes = new PartitionWrites<>(together -> {
        if (together.contains("unbearable")) {
            throw new StoreAwayException("no session");
        }
        begun.add(together);
        open.add(new CompletableFuture<>());
        return open.get(open.size() - 1);
    });

    @Test
    void writesAtOnceWhereNothingIsUnderWay() {
        CompletionStage<Void> one = writes.add("shop-a", "one");
        CompletionStage<Void> other = writes.add("shop-b", "other");

        assertThat(begun).containsExactly(List.of("one"), List.of("other"));
        open.get(0).complete(null);
        assertThat(one.toCompletableFuture()).isCompleted();
        assertThat(other.toCompletableFuture()).isNotDone();
    }

    @Test
    void writesTogetherWhatCameMeanwhile() {
        writes.add("shop-a", "one");
        CompletionStage<Void> two = writes.add("shop-a", "two");
        CompletionStage<Void> three = writes.add("shop-a", "three");
        assertThat(begun).hasSize(1);

        open.get(0).complete(null);

        assertThat(begun).containsExactly(List.of("one"), List.of("two", "three"));
        assertThat(two.toCompletableFuture()).isNotDone();
        open.get(1).complete(null);
        assertThat(two.toCompletableFuture()).isCompleted();
        assertThat(three.toCompletableFuture()).isCompleted();
        writes.add("shop-a", "four");
        assertThat(begun.get(2)).containsExactly("four");
    }

    @Test
    void tellsThoseWhoseWriteFailedAndGoesOn() {
        CompletionStage<Void> one = writes.add("shop-a", "one");
        CompletionStage<Void> two = writes.add("shop-a", "unbearable");

        open.get(0).completeExceptionally(new StoreAwayException("timed out"));

        assertThat(one.toCompletableFuture()).isCompletedExceptionally();
        assertThat(two.toCompletableFuture()).isCompletedExceptionally();
        CompletionStage<Void> three = writes.add("shop-a", "three");
        open.get(1).complete(null);
        assertThat(three.toCompletableFuture()).isCompleted();
    }

    @Test
    void keepsAWriteSmall() {
        writes.add("shop-a", "first");
        IntStream.range(0, PartitionWrites.MOST_TOGETHER + 1).forEach(n -> writes.add("shop-a", "n" + n));

        open.get(0).complete(null);
        open.get(1).complete(null);

        assertThat(begun).extracting(List::size).containsExactly(1, PartitionWrites.MOST_TOGETHER, 1);
    }
}
