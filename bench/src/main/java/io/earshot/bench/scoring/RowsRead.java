package io.earshot.bench.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.bench.server.CassandraTables;
import io.earshot.bench.server.Keys;
import io.earshot.bench.server.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a question reads of Cassandra. An instance of the service that only answers logs every statement with its values (the driver's own request
 * log); each is asked once more from here, and its rows are counted. So nothing is assumed about how the service covers a window.
 */
final class RowsRead implements AutoCloseable {

    private static final String LOG = "-Ddatastax-java-driver.advanced.request-tracker.";
    private static final String[] LOG_STATEMENTS = {
        LOG + "classes.0=RequestLogger",
        LOG + "logs.success.enabled=true",
        LOG + "logs.show-values=true",
        LOG + "logs.max-query-length=10000",
        LOG + "logs.max-values=100",
        LOG + "logs.max-value-length=1000"
    };
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    // statements may have several lines, values have none
    private static final Pattern STATEMENT = Pattern.compile(
            "Success \\(\\d+ ms\\) \\[\\d+ values?\\] (SELECT (?:(?!Success)[^;])*?) \\[([^\\n]*)\\]$",
            Pattern.MULTILINE);
    // a name, and a literal in quotes, a list, or anything else up to the next comma
    private static final Pattern VALUE = Pattern.compile("[^=]*=('(?:[^']|'')*'|\\[[^\\]]*\\]|[^,]*)(?:, |$)");

    private final ScoringService service;
    private final CassandraTables tables;
    private final Keys keys;

    private RowsRead(ScoringService service, CassandraTables tables, Keys keys) {
        this.service = service;
        this.tables = tables;
        this.keys = keys;
    }

    /** @param name of the keyspace's owner */
    static RowsRead open(Site site, String name, CassandraTables tables, Keys keys)
            throws IOException, InterruptedException {
        ScoringService service = ScoringService.start(site, name, keys, ScoringService.ANSWERS_ONLY, LOG_STATEMENTS);
        service.process().awaitConsuming();
        return new RowsRead(service, tables, keys);
    }

    /**
     * @param statements to Cassandra, each of one partition
     * @param rows that they read together
     */
    record Cost(double statements, double rows) {}

    /** The mean over one question to each of the stores. */
    Cost mean(List<String> stores, String query) throws IOException, InterruptedException {
        long statements = 0;
        long rows = 0;
        for (String store : stores) {
            for (String statement : statements(store, query)) {
                statements++;
                rows += tables.rows(statement);
            }
        }
        return new Cost((double) statements / stores.size(), (double) rows / stores.size());
    }

    private List<String> statements(String store, String query) throws IOException, InterruptedException {
        long before = Files.size(service.process().log());
        service.n(keys.of(store), query);
        List<String> statements = List.of();
        List<String> soFar;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            // a statement is logged when it is answered, which may be after the question's own answer
            TimeUnit.MILLISECONDS.sleep(300);
            soFar = statements;
            statements = logged(before, store);
        } while ((statements.isEmpty() || statements.size() > soFar.size()) && System.nanoTime() < deadline);
        if (statements.isEmpty()) {
            throw new IllegalStateException("no statement is logged for " + query + ", see "
                    + service.process().log());
        }
        return statements;
    }

    private List<String> logged(long from, String store) throws IOException {
        byte[] log = Files.readAllBytes(service.process().log());
        return STATEMENT
                .matcher(new String(log, (int) from, log.length - (int) from, UTF_8))
                .results()
                // what the service does by itself is about other stores
                .filter(found -> found.group(2).contains("'" + store + "'"))
                .map(RowsRead::withValues)
                .toList();
    }

    private static String withValues(MatchResult found) {
        String statement = found.group(1);
        Matcher value = VALUE.matcher(found.group(2));
        while (value.find() && statement.contains("?")) {
            String literal = value.group(1);
            // a list is bound as a whole, and written in parentheses
            String written = literal.startsWith("[") ? "(" + literal.substring(1, literal.length() - 1) + ")" : literal;
            statement = statement.replaceFirst("\\?", Matcher.quoteReplacement(written));
        }
        return statement;
    }

    @Override
    public void close() {
        service.close();
    }
}
