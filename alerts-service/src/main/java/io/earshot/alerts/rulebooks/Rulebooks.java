package io.earshot.alerts.rulebooks;

import com.datastax.oss.driver.api.core.DriverException;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Rule;
import io.earshot.alerts.rules.Rulebook;
import io.earshot.alerts.store.StoreAwayException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * The rulebook of each store, at hand. What is known is judged by, also while Cassandra is away; in the background the versions of all books
 * are watched, so that a change applies within the refresh time. A store that never changed a rule has no row, and costs nothing.
 */
@Component
public final class Rulebooks implements InitializingBean, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Rulebooks.class);
    private static final int ATTEMPTS = 10;

    private final BookRows rows;
    private final long refreshMillis;
    private final Map<String, Book> books = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "rulebooks");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Map<String, Long> versions;
    private boolean away;
    /** The versions that could not be read, so that each is told of once; for the thread that refreshes. */
    private final Map<String, Long> unreadable = new HashMap<>();

    Rulebooks(BookRows rows, RulebookProperties properties) {
        this.rows = rows;
        this.refreshMillis = properties.refresh().toMillis();
    }

    @Override
    public void afterPropertiesSet() {
        executor.scheduleWithFixedDelay(this::refresh, refreshMillis, refreshMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }

    /**
     * What to judge the items of a store by; blocks where the store's own rules are not at hand yet.
     *
     * @throws RuntimeException if they are not known, and can't be read now
     */
    public Rulebook of(String store) {
        Book known = books.get(store);
        if (known != null) {
            return known.rulebook();
        }
        Map<String, Long> watched = versions;
        if (watched == null) {
            watched = rows.versions();
            versions = watched;
        }
        return watched.containsKey(store) ? load(store).rulebook() : Rulebook.outOfTheBox();
    }

    /** The book of a store as it stands in Cassandra. */
    Book read(String store) {
        return rows.find(store).orElse(Book.OUT_OF_THE_BOX);
    }

    /**
     * Changes the rules of a store, again and again if somebody else was faster.
     *
     * @param allowed whether that version may be changed
     * @param change the rules as they are to be
     */
    Book change(String store, Predicate<Book> allowed, Function<Book, List<Rule>> change) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Book before = read(store);
            if (!allowed.test(before)) {
                throw ProblemException.preconditionFailed(
                        "the rules are at version \"" + before.version() + "\" (expected: what If-Match says)");
            }
            List<Rule> rules = change.apply(before);
            if (rules.equals(before.rules())) {
                return before;
            }
            Book after = before.next(rules);
            if (rows.put(store, after)) {
                return remember(store, after);
            }
        }
        throw ProblemException.unavailable("the rules are changed by many at once (expected: one after the other)", 1);
    }

    private Book load(String store) {
        return remember(store, read(store));
    }

    private Book remember(String store, Book book) {
        return books.merge(store, book, (known, read) -> known.version() > read.version() ? known : read);
    }

    /** One book that can't be read, of a newer version of this service perhaps, must not keep others from being read. */
    private void reload(String store, long version) {
        try {
            load(store);
        } catch (StoreAwayException | DriverException e) {
            throw e;
        } catch (RuntimeException e) {
            Long before = unreadable.put(store, version);
            if (before == null || before != version) {
                LOG.error(
                        "Can't read version {} of the rules of store {}, judging by those known so far",
                        version,
                        store,
                        e);
            }
        }
    }

    private void refresh() {
        try {
            Map<String, Long> watched = rows.versions();
            versions = watched;
            books.forEach((store, book) -> {
                long version = watched.getOrDefault(store, 0L);
                if (version > book.version()) {
                    reload(store, version);
                }
            });
            away = false;
        } catch (StoreAwayException | DriverException e) {
            if (!away) {
                LOG.info("Judging by the rules known so far: {}", e.toString());
            }
            away = true;
        } catch (RuntimeException e) {
            LOG.error("Could not refresh the rules, trying again", e);
        }
    }
}
