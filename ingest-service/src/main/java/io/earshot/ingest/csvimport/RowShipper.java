package io.earshot.ingest.csvimport;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.ingest.item.ItemCounters.Counters;
import io.earshot.ingest.limit.Pace;
import io.earshot.ingest.publish.Publisher;
import io.earshot.ingest.publish.Receipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Publishes the rows of one import in chunks, in their order: some are on their way while the next is read, so that it is not Kafka's latency that
 * says how fast an import is. What Kafka refuses is sent again, as it was and before any further row, with growing pauses, for as long as the
 * setting says. Every row that was added ends as accepted or unavailable, once. Not for use by several threads.
 */
final class RowShipper {

    /** The most rows of a chunk. */
    static final int CHUNK = 500;

    /** A chunk is full as well when its rows have that many characters in all: what an import holds in memory does not grow with its rows. */
    private static final int CHUNK_CHARACTERS = 256 * 1024;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Rows that were handed over together. */
    private record Chunk(List<Submitted> rows, CompletableFuture<Receipt> answer) {}

    private final Publisher publisher;
    private final Counters counters;
    private final ImportProgress progress;
    private final Duration retryFor;
    private final Pace pace;
    private final int mostUnderWay;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Deque<Chunk> underWay = new ArrayDeque<>();
    /** What Kafka refused so far, in the order of the file, and is to be sent again before anything else. */
    private final Deque<List<Submitted>> refused = new ArrayDeque<>();

    private List<Submitted> gathering = new ArrayList<>(CHUNK);
    private int gatheringCharacters;

    /**
     * @param retryFor how long Kafka may take no row at all before the import is broken off
     * @param mostUnderWay chunks between hand-over and answer, at least 1
     * @param pace how fast the access key may send
     */
    RowShipper(
            Publisher publisher,
            Counters counters,
            ImportProgress progress,
            Duration retryFor,
            int mostUnderWay,
            Pace pace) {
        this.publisher = publisher;
        this.counters = counters;
        this.progress = progress;
        this.retryFor = retryFor;
        this.mostUnderWay = mostUnderWay;
        this.pace = pace;
    }

    /**
     * Takes a row, and waits for Kafka if as many chunks are under way as may be.
     *
     * @param characters how many the row has, roughly
     */
    void add(Submitted row, int characters) throws BrokenOffException {
        counters.receive(1);
        gathering.add(row);
        gatheringCharacters += characters;
        if (gathering.size() == CHUNK || gatheringCharacters >= CHUNK_CHARACTERS) {
            awaitUnderWay(mostUnderWay - 1);
            ship();
        }
    }

    /** Publishes what is left and waits for all of it; does nothing after a failure. */
    void finish() throws BrokenOffException {
        awaitUnderWay(mostUnderWay - 1);
        ship();
        awaitUnderWay(0);
    }

    /** Ends the retries; may be called by any thread. */
    void stop() {
        stopping.countDown();
    }

    private void ship() throws BrokenOffException {
        if (!gathering.isEmpty()) {
            long wait = pace.take(gathering.size());
            if (wait > 0) {
                // it may be long: what Kafka has by now is to be counted, and told, before
                awaitUnderWay(0);
                if (isStopped(Duration.ofNanos(wait))) {
                    throw giveUp("the import was stopped while its access key had no items left to send");
                }
            }
            underWay.add(publish(gathering));
            gathering = new ArrayList<>(CHUNK);
            gatheringCharacters = 0;
        }
    }

    private Chunk publish(List<Submitted> rows) {
        Chunk chunk = new Chunk(rows, new CompletableFuture<>());
        publisher.publish(rows, chunk.answer()::complete);
        return chunk;
    }

    /** Waits until no more chunks than that are under way; none at all, and none refused, where Kafka refused a row. */
    private void awaitUnderWay(int most) throws BrokenOffException {
        while (underWay.size() > most) {
            awaitOldest();
        }
        if (!refused.isEmpty()) {
            while (!underWay.isEmpty()) {
                awaitOldest();
            }
            sendAgain();
        }
    }

    private void awaitOldest() {
        List<Submitted> rest = settle(underWay.remove());
        if (!rest.isEmpty()) {
            refused.add(rest);
        }
    }

    /** Waits for the answer and counts what was accepted. @return the rows that were not */
    private List<Submitted> settle(Chunk chunk) {
        Receipt receipt = chunk.answer().join();
        counters.settle(receipt.accepted(), 0);
        progress.accept(receipt.accepted());
        return receipt.refused().stream().mapToObj(chunk.rows()::get).toList();
    }

    private void sendAgain() throws BrokenOffException {
        long lastProgress = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (!refused.isEmpty()) {
            if (System.nanoTime() - lastProgress > retryFor.toNanos()) {
                throw giveUp("Kafka took no rows for " + retryFor.toSeconds() + " s");
            }
            if (isStopped(pause)) {
                throw giveUp("the import was stopped while Kafka took no rows");
            }
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            if (sendUntilRefused()) {
                lastProgress = System.nanoTime();
                pause = FIRST_PAUSE;
            }
        }
    }

    /** Sends what was refused, until something is refused again. @return whether Kafka took any row */
    private boolean sendUntilRefused() {
        boolean tookAny = false;
        while (!refused.isEmpty()) {
            List<Submitted> rows = refused.remove();
            List<Submitted> rest = settle(publish(rows));
            tookAny |= rest.size() < rows.size();
            if (!rest.isEmpty()) {
                refused.addFirst(rest);
                return tookAny;
            }
        }
        return tookAny;
    }

    private BrokenOffException giveUp(String reason) {
        while (!underWay.isEmpty()) {
            awaitOldest();
        }
        int rows = gathering.size() + refused.stream().mapToInt(List::size).sum();
        counters.settle(0, rows);
        refused.clear();
        gathering = new ArrayList<>();
        return new BrokenOffException(reason);
    }

    private boolean isStopped(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
