package io.earshot.ingest;

import io.earshot.ingest.HttpSocket.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Clients of the service, each with a connection that it keeps as long as it may, that post without end and write down what they were told. An id is
 * sent once: nothing is tried again.
 */
final class Load implements AutoCloseable {

    private static final String PATH = "/v1/feedback";
    private static final int MOST_MILLIS = 30_000;

    private final int port;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Set<String> faults = ConcurrentHashMap.newKeySet();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    /** Posts and batches answered with 503, by milliseconds. */
    private volatile AtomicLongArray refusals = new AtomicLongArray(MOST_MILLIS);

    private volatile boolean stopping;

    Load(int port) {
        this.port = port;
    }

    /** Clients that post single items. */
    Load posts(int count) {
        return start(count, 1, 1, Duration.ZERO);
    }

    /** Clients that post single items, each some time after the last, so that their connections are idle in between. */
    Load seldomPosts(int count, Duration pause) {
        return start(count, 1, 1, pause);
    }

    /** Clients that post several items without waiting for the answers. */
    Load pipelines(int count, int depth) {
        return start(count, depth, 1, Duration.ZERO);
    }

    Load batches(int count, int items) {
        return start(count, 1, items, Duration.ZERO);
    }

    /** How many items were accepted by a 202, or by a 207 that does not name them. */
    int acknowledged() {
        return acknowledged.size();
    }

    /** The ids of items that were acknowledged and are not stored. */
    Set<String> lost(Set<String> stored) {
        return difference(acknowledged, stored);
    }

    /** The ids of items that are stored, and whose client was told nothing, neither that nor a 503. */
    Set<String> leftWithoutAnswer(Set<String> stored) {
        return difference(stored, answered);
    }

    /** What should not have happened, in words: answers cut in the middle, other statuses, a 503 without {@code Retry-After}. */
    Set<String> faults() {
        return faults;
    }

    /** How many items were answered with 503. */
    long refused() {
        return refused.get();
    }

    /** How many items were sent, or were to be sent, and not answered. */
    long unanswered() {
        return unanswered.get();
    }

    /** Forgets how long refusals took. */
    void resetRefusals() {
        refusals = new AtomicLongArray(MOST_MILLIS);
    }

    /** How long the refusals took, of each thousand all but so many at most. */
    Duration refusals(int butOfThousand) {
        AtomicLongArray counts = refusals;
        long total = IntStream.range(0, MOST_MILLIS).mapToLong(counts::get).sum();
        long beyond = 0;
        int millis = MOST_MILLIS - 1;
        while (millis > 0 && (beyond += counts.get(millis)) * 1_000 <= total * butOfThousand) {
            millis--;
        }
        return Duration.ofMillis(millis + 1);
    }

    /** Ends all clients, each after its next answer. */
    void stop() {
        stopping = true;
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    private Load start(int count, int depth, int items, Duration pause) {
        for (int i = 0; i < count; i++) {
            String key = IngestProcess.keys()
                    .get(clients.size() % IngestProcess.keys().size());
            Thread client = new Thread(() -> run(key, depth, items, pause), "load-" + clients.size());
            client.setDaemon(true);
            clients.add(client);
            client.start();
        }
        return this;
    }

    private void run(String key, int depth, int items, Duration pause) {
        while (!stopping) {
            try (HttpSocket socket = new HttpSocket(port)) {
                while (exchange(socket, key, depth, items) && !stopping) {
                    LockSupport.parkNanos(pause.toNanos());
                }
            } catch (IOException e) {
                // nobody there: a client that only tried again would take the processor from the one that is starting
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    /** Whether the connection may be used again. */
    private boolean exchange(HttpSocket socket, String key, int depth, int items) {
        List<List<String>> requests = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            List<String> sent = IntStream.range(0, items)
                    .mapToObj(j -> "i-" + ids.incrementAndGet())
                    .toList();
            requests.add(sent);
            text.append(request(key, sent));
        }
        int read = 0;
        try {
            long start = System.nanoTime();
            socket.write(text.toString());
            while (read < depth) {
                Answer answer = socket.read();
                note(answer, requests.get(read), System.nanoTime() - start);
                read++;
                if (answer.closes()) {
                    break;
                }
            }
        } catch (HttpSocket.CutException e) {
            faults.add(e.getMessage());
        } catch (IOException e) {
            // closed without an answer
        }
        unanswered.addAndGet((long) (depth - read) * items);
        return read == depth;
    }

    private static Set<String> difference(Set<String> ids, Set<String> others) {
        Set<String> difference = new HashSet<>(ids);
        difference.removeIf(others::contains);
        return difference;
    }

    private static String request(String key, List<String> sent) {
        List<String> bodies = sent.stream()
                .map(id -> "{\"id\":\"" + id + "\",\"kind\":\"review\",\"rating\":4,\"comment\":\"Came in time\"}")
                .toList();
        return bodies.size() == 1
                ? HttpSocket.post(PATH, key, bodies.get(0))
                : HttpSocket.post(PATH + "/batch", key, "[" + String.join(",", bodies) + "]");
    }

    private void note(Answer answer, List<String> sent, long nanos) {
        answered.addAll(sent);
        switch (answer.status()) {
            case 202 -> acknowledged.addAll(sent);
            case 207 -> {
                Set<String> kept = new HashSet<>(sent);
                RunningIngest.json(answer.body())
                        .path("results")
                        .forEach(result -> kept.remove(result.path("id").asString()));
                acknowledged.addAll(kept);
                refused.addAndGet(sent.size() - kept.size());
            }
            case 503 -> {
                refused.addAndGet(sent.size());
                refusals.incrementAndGet((int) Math.min(TimeUnit.NANOSECONDS.toMillis(nanos), MOST_MILLIS - 1));
                if (answer.retryAfter().isEmpty()) {
                    faults.add("503 without Retry-After");
                }
            }
            default -> faults.add(answer.status() + " " + answer.body());
        }
    }
}
