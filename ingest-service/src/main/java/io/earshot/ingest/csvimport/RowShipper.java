package io.earshot.ingest.csvimport;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.ingest.item.ItemCounters.Counters;
import io.earshot.ingest.limit.Pace;
import io.earshot.ingest.publish.Publisher;
import io.earshot.ingest.publish.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Publishes the rows of one import in chunks: one is on its way while the next is read. What Kafka refuses is sent again, as it was, with growing
 * pauses, for as long as the setting says. Every row that was added ends as accepted or unavailable, once. Not for use by several threads.
 */
final class RowShipper {

    private static final int CHUNK = 500;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Publisher publisher;
    private final Counters counters;
    private final ImportProgress progress;
    private final Duration retryFor;
    private final Pace pace;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private List<Submitted> gathering = new ArrayList<>(CHUNK);
    private List<Submitted> underWay = List.of();
    private CompletableFuture<Receipt> answer = new CompletableFuture<>();

    RowShipper(Publisher publisher, Counters counters, ImportProgress progress, Duration retryFor, Pace pace) {
        this.publisher = publisher;
        this.counters = counters;
        this.progress = progress;
        this.retryFor = retryFor;
        this.pace = pace;
    }

    /** Takes a row, and waits for Kafka if two chunks are full. */
    void add(Submitted row) throws BrokenOffException {
        counters.receive(1);
        gathering.add(row);
        if (gathering.size() == CHUNK) {
            awaitAnswer();
            ship();
        }
    }

    /** Publishes what is left and waits for all of it; does nothing after a failure. */
    void finish() throws BrokenOffException {
        awaitAnswer();
        ship();
        awaitAnswer();
    }

    /** Ends the retries; may be called by any thread. */
    void stop() {
        stopping.countDown();
    }

    private BrokenOffException giveUp(String reason) {
        counters.settle(0, underWay.size() + gathering.size());
        underWay = List.of();
        gathering = new ArrayList<>();
        return new BrokenOffException(reason);
    }

    private void ship() throws BrokenOffException {
        if (!gathering.isEmpty()) {
            long wait = pace.take(gathering.size());
            if (wait > 0 && isStopped(Duration.ofNanos(wait))) {
                throw giveUp("the import was stopped while its access key had no items left to send");
            }
            underWay = gathering;
            gathering = new ArrayList<>(CHUNK);
            publish();
        }
    }

    private void publish() {
        CompletableFuture<Receipt> settled = new CompletableFuture<>();
        answer = settled;
        publisher.publish(underWay, settled::complete);
    }

    private void awaitAnswer() throws BrokenOffException {
        long lastProgress = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (!underWay.isEmpty()) {
            Receipt receipt = answer.join();
            keepRefused(receipt);
            if (receipt.accepted() > 0) {
                lastProgress = System.nanoTime();
                pause = FIRST_PAUSE;
            }
            if (!underWay.isEmpty()) {
                if (System.nanoTime() - lastProgress > retryFor.toNanos()) {
                    throw giveUp("Kafka took no rows for " + retryFor.toSeconds() + " s");
                }
                if (isStopped(pause)) {
                    throw giveUp("the import was stopped while Kafka took no rows");
                }
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                publish();
            }
        }
    }

    private boolean isStopped(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void keepRefused(Receipt receipt) {
        counters.settle(receipt.accepted(), 0);
        progress.accept(receipt.accepted());
        List<Submitted> sent = underWay;
        underWay = receipt.refused().stream().mapToObj(sent::get).toList();
    }
}
