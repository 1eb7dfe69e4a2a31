package io.earshot.alerts.deliveries;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What was found due for channels of people at the same time: it leaves as one message for each channel, at the end of a digest, of quiet
 * hours or of a storm, and when a mail server is back. All of it is claimed; what dies with this instance is found again when its lease ends.
 */
@Component
final class Gathering {

    private static final int MOST_TOGETHER = 1_000;
    private static final long MOST_CHARACTERS = 4L * 1024 * 1024;

    /** A look at the timers takes no longer, as a rule. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Clock clock;
    private final Duration timeout;
    private final Duration longestWait;
    private final Map<UUID, Load> loads = new HashMap<>();

    Gathering(DeliveryProperties properties, Clock clock) {
        this.clock = clock;
        this.timeout = properties.timeout();
        // the other two thirds are for the wait in line and for what is recorded
        this.longestWait = properties.lease().minus(timeout).dividedBy(3);
    }

    private static final class Load {
        final List<Owed> all = new ArrayList<>();
        final Instant since;
        long characters;
        boolean isLookedOver;

        Load(Instant since) {
            this.since = since;
        }
    }

    /** Adds what was claimed; gives back what is to leave at once since no more can wait. */
    synchronized Optional<Owed> add(Owed owed) {
        UUID channel = owed.channel().id();
        Instant now = clock.instant();
        Load load = loads.computeIfAbsent(channel, id -> new Load(now));
        load.all.add(owed);
        load.characters += owed.body().length();
        boolean isFull = load.all.size() >= MOST_TOGETHER
                || load.characters >= MOST_CHARACTERS
                || load.since.plus(longestWait).isBefore(now);
        if (!isFull) {
            return Optional.empty();
        }
        loads.remove(channel);
        return message(load, now);
    }

    /**
     * What has gathered by the end of a look, a message for each channel. What came together in this very look waits for the next: its own began before
     * the moment at which all of it was due, perhaps, and has missed a part.
     */
    synchronized List<Owed> lookedOver() {
        Instant now = clock.instant();
        List<Owed> messages = new ArrayList<>();
        loads.values().removeIf(load -> {
            boolean leaves = load.isLookedOver || longestWait.compareTo(LOOK) < 0;
            load.isLookedOver = true;
            if (leaves) {
                message(load, now).ifPresent(messages::add);
            }
            return leaves;
        });
        return messages;
    }

    /** One whose lease would not last for the attempt may be somebody else's by then: it is left, and found again. */
    private Optional<Owed> message(Load load, Instant now) {
        List<Owed> ours = load.all.stream()
                .filter(owed -> now.plus(timeout).isBefore(owed.delivery().nextAt()))
                .toList();
        return ours.isEmpty() ? Optional.empty() : Optional.of(Owed.together(ours));
    }
}
