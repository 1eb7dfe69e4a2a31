package io.earshot.ingest.csvimport;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.earshot.feedback.Fault;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackJson;
import io.earshot.feedback.InvalidFeedbackException;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import io.earshot.ingest.item.ItemCounters.Counters;
import io.earshot.ingest.item.Reception;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One import, on a thread of its own: reads the file row by row, publishes the good rows, remembers what was wrong with the others. */
final class ImportRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);

    private static final Fault TOO_LARGE =
            new Fault("", "more than " + FeedbackJson.MOST_BYTES + " bytes as JSON (expected: at most that)");

    /** The most characters with which a row fits for sure: JSON makes six bytes of one at worst, and all names of fields take less than 1 KiB. */
    private static final int SURELY_FIT = (FeedbackJson.MOST_BYTES - 1024) / 6;

    private final BodyInput body;
    private final InputStream file;
    private final ColumnMapping mapping;
    private final Supplier<Reception> receptions;
    private final Counters counters;
    private final ImportProgress progress;
    private final RowShipper shipper;
    private final CompletableFuture<ImportProgress> started = new CompletableFuture<>();
    private final CompletableFuture<byte[]> ended = new CompletableFuture<>();

    /**
     * @param body as it comes
     * @param file what the body holds, read through it
     * @param receptions gives the moment of each row
     */
    ImportRun(
            BodyInput body,
            InputStream file,
            ColumnMapping mapping,
            Supplier<Reception> receptions,
            Counters counters,
            ImportProgress progress,
            RowShipper shipper) {
        this.body = body;
        this.file = file;
        this.mapping = mapping;
        this.receptions = receptions;
        this.counters = counters;
        this.progress = progress;
        this.shipper = shipper;
    }

    /** Completes when the header is read and fits the query, or with a {@link ProblemException}. Nothing is kept before. */
    CompletableFuture<ImportProgress> started() {
        return started;
    }

    /** Completes with the last line of the answer. */
    CompletableFuture<byte[]> ended() {
        return ended;
    }

    /** Ends the import early: what was read is published, and the client is told to repeat it. */
    void stop() {
        shipper.stop();
        body.breakOff();
    }

    /** Gives back what it holds, in place of running. */
    void discard() {
        try {
            file.close();
            body.close();
        } catch (IOException e) {
            LOG.warn("An import that was refused could not be closed", e);
        }
    }

    @Override
    public void run() {
        String reason = null;
        try (body;
                file;
                CsvRows rows = new CsvRows(file)) {
            RowMapper mapper = mapping.bind(rows.header());
            started.complete(progress);
            readAll(rows, mapper);
        } catch (ProblemException e) {
            started.completeExceptionally(e);
            reason = e.getMessage();
        } catch (BrokenOffException e) {
            started.completeExceptionally(new ProblemException(Problem.malformed(e.getMessage())));
            reason = e.getMessage();
        } catch (Throwable e) {
            // an Error as well: the client waits for an end
            reason = failed(e);
        }
        ended.complete(progress.last(finish(reason)));
    }

    private String failed(Throwable e) {
        LOG.error("An import failed", e);
        started.completeExceptionally(e);
        return "the service failed; its log has the reason";
    }

    private void readAll(CsvRows rows, RowMapper mapper) throws BrokenOffException {
        for (CsvRecord row = rows.next(); row != null; row = rows.next()) {
            progress.at(row.getStartingLineNumber());
            String fault = mapper.fault(row.getFields());
            if (fault == null) {
                add(row, mapper);
            } else {
                reject(row, List.of(new Fault("", fault)));
            }
        }
    }

    private void add(CsvRecord row, RowMapper mapper) throws BrokenOffException {
        try {
            Submitted item = receptions.get().build(mapper.map(row.getFields()));
            if (mapper.characters() > SURELY_FIT
                    && FeedbackJson.write(item.feedback()).length > FeedbackJson.MOST_BYTES) {
                reject(row, List.of(TOO_LARGE));
            } else {
                shipper.add(item, mapper.characters());
            }
        } catch (InvalidFeedbackException e) {
            reject(row, e.faults());
        }
    }

    private void reject(CsvRecord row, List<Fault> faults) {
        counters.reject(1);
        progress.reject(row.getStartingLineNumber(), faults);
    }

    /** Publishes what was read, also of a file that broke off. */
    private @Nullable String finish(@Nullable String reason) {
        try {
            shipper.finish();
            return reason;
        } catch (BrokenOffException e) {
            return e.getMessage();
        } catch (Throwable e) {
            return failed(e);
        }
    }
}
