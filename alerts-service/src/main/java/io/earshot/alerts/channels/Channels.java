package io.earshot.alerts.channels;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.store.Cassandra;
import io.earshot.alerts.store.StoreAwayException;
import io.earshot.alerts.teams.LeadChannels;
import io.earshot.alerts.teams.Teams;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** The channels of each store, in Cassandra; every write has a condition. Blocks. */
@Component
public final class Channels implements LeadChannels {

    private static final int TRIES = 10;

    private static final String INSERT =
            "INSERT INTO channels (store, id, version, body, secret) VALUES (?, ?, ?, ?, ?) IF NOT EXISTS";
    private static final String OF_STORE = "SELECT * FROM channels WHERE store = ?";
    private static final String ONE = "SELECT * FROM channels WHERE store = ? AND id = ?";
    private static final String UPDATE =
            "UPDATE channels SET version = ?, body = ?, secret = ? WHERE store = ? AND id = ? IF version = ?";
    private static final String DELETE = "DELETE FROM channels WHERE store = ? AND id = ? IF EXISTS";

    private final Cassandra cassandra;
    private final SecretBox box;
    private final Teams teams;
    private final Clock clock;

    Channels(Cassandra cassandra, SecretBox box, Teams teams, Clock clock) {
        this.cassandra = cassandra;
        this.box = box;
        this.teams = teams;
        this.clock = clock;
    }

    /** All channels of a store, the oldest first. */
    public List<Channel> ofStore(String store) {
        return cassandra.run(OF_STORE, store).all().stream()
                .map(this::channel)
                .sorted(Comparator.comparing(Channel::createdAt).thenComparing(Channel::id))
                .toList();
    }

    /** The channels that are to hear of an event; that of a team's lead hears of what is escalated there, whatever else interests it. */
    public List<Channel> hearing(CaseEvent event) {
        Optional<UUID> lead =
                event.type() == EventType.ESCALATED ? teams.leadChannel(event.store(), event.team()) : Optional.empty();
        return ofStore(event.store()).stream()
                .filter(Channel::enabled)
                .filter(channel -> channel.interest().isIn(event)
                        || lead.filter(channel.id()::equals).isPresent())
                .toList();
    }

    public Optional<Channel> find(String store, UUID id) {
        return Optional.ofNullable(cassandra.run(ONE, store, id).one()).map(this::channel);
    }

    @Override
    public boolean isThere(String store, UUID channel) {
        return find(store, channel).isPresent();
    }

    /** Lets a channel hear of nothing any more, until people enable it again; one that is gone or disabled already stays as it is. */
    public void disable(String store, UUID id, String reason) {
        change(
                store,
                id,
                channel -> channel.enabled() && !(channel.target() instanceof Target.Unreadable)
                        ? channel.disabled(now(), reason)
                        : channel);
    }

    void add(Channel channel) {
        cassandra.runIf(
                INSERT, channel.store(), channel.id(), channel.version(), ChannelJson.open(channel), sealed(channel));
    }

    /**
     * Changes a channel, again if somebody else was faster.
     *
     * @param decide from the channel as it is to what becomes of it; may be asked more than once
     * @return the channel after the change, empty if there is none
     */
    Optional<Channel> change(String store, UUID id, UnaryOperator<Channel> decide) {
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<Channel> before = find(store, id);
            if (before.isEmpty()) {
                return before;
            }
            Channel after = decide.apply(before.get());
            if (after.version() == before.get().version() || replace(before.get(), after)) {
                return Optional.of(after);
            }
        }
        throw new StoreAwayException("a channel was changed by others " + TRIES + " times in a row");
    }

    private boolean replace(Channel before, Channel after) {
        return cassandra.runIf(
                UPDATE,
                after.version(),
                ChannelJson.open(after),
                sealed(after),
                after.store(),
                after.id(),
                before.version());
    }

    /** Deletes a channel; false if there is none. */
    boolean delete(String store, UUID id) {
        return cassandra.runIf(DELETE, store, id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private String sealed(Channel channel) {
        return box.seal(channel.store(), channel.id(), ChannelJson.secret(channel));
    }

    /** One whose secrets can't be read is a channel all the same: it is owed what it hears of, and shows why it gets nothing. */
    private Channel channel(Row row) {
        String store = Objects.requireNonNull(row.getString("store"));
        UUID id = Objects.requireNonNull(row.getUuid("id"));
        String open = Objects.requireNonNull(row.getString("body"));
        long version = row.getLong("version");
        try {
            String secret = box.open(store, id, Objects.requireNonNull(row.getString("secret")));
            return ChannelJson.channel(store, id, version, open, secret);
        } catch (SecretBox.UnreadableException e) {
            return ChannelJson.unreadable(store, id, version, open, String.valueOf(e.getMessage()));
        }
    }
}
