package io.earshot.alerts.channels;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.store.Cassandra;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The channels of each store, in Cassandra. Blocks. */
@Component
public final class Channels {

    private static final String INSERT =
            "INSERT INTO channels (store, id, name, type, url, secret, created_at) VALUES (?, ?, ?, 'webhook', ?, ?, ?)";
    private static final String OF_STORE = "SELECT * FROM channels WHERE store = ?";
    private static final String ONE = "SELECT * FROM channels WHERE store = ? AND id = ?";
    private static final String DELETE = "DELETE FROM channels WHERE store = ? AND id = ?";

    private final Cassandra cassandra;

    Channels(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** All channels of a store, the oldest first. */
    public List<Channel> ofStore(String store) {
        return cassandra.run(OF_STORE, store).all().stream()
                .map(Channels::channel)
                .sorted(Comparator.comparing(Channel::createdAt).thenComparing(Channel::id))
                .toList();
    }

    /** The channels that are to hear of an event. */
    public List<Channel> hearing(CaseEvent event) {
        return ofStore(event.store());
    }

    public Optional<Channel> find(String store, UUID id) {
        return Optional.ofNullable(cassandra.run(ONE, store, id).one()).map(Channels::channel);
    }

    void add(Channel channel) {
        cassandra.run(
                INSERT,
                channel.store(),
                channel.id(),
                channel.name(),
                channel.url(),
                channel.secret().written(),
                channel.createdAt());
    }

    void delete(String store, UUID id) {
        cassandra.run(DELETE, store, id);
    }

    private static Channel channel(Row row) {
        String secret = Objects.requireNonNull(row.getString("secret"));
        return new Channel(
                Objects.requireNonNull(row.getUuid("id")),
                Objects.requireNonNull(row.getString("store")),
                Objects.requireNonNull(row.getString("name")),
                Objects.requireNonNull(row.getString("url")),
                WebhookSecret.of(secret).orElseThrow(() -> new IllegalStateException("a stored secret can't be read")),
                Objects.requireNonNull(row.getInstant("created_at")));
    }
}
