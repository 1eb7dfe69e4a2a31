package io.earshot.ingest.csvimport;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file (RFC 4180, any line ends, with or without a byte order mark), read as they come. */
final class CsvRows implements AutoCloseable {

    /** Far above any item, and low enough to notice a quote that is never closed; a file of any size takes no more memory than one such row. */
    private static final int MOST_CELL_CHARACTERS = 1 << 18;

    private static final int MOST_ROW_CHARACTERS = 1 << 20;
    private static final int MOST_CELLS = 1_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> rows;
    private long line = 1;

    /** @param file in UTF-8 */
    CsvRows(InputStream file) throws BrokenOffException {
        try {
            // the decoder refuses what is not UTF-8, where a charset's name would turn it into question marks
            this.csv = CsvReader.builder()
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(MOST_CELL_CHARACTERS)
                    .build(bounded(), withoutMark(new InputStreamReader(file, UTF_8.newDecoder())));
        } catch (IOException e) {
            throw brokenOff(e);
        }
        this.rows = csv.iterator();
    }

    /**
     * The next row, null behind the last.
     *
     * @throws BrokenOffException if there can be no further row: the file is not CSV from here on, or it did not come
     */
    @Nullable
    CsvRecord next() throws BrokenOffException {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            CsvRecord row = rows.next();
            line = row.getStartingLineNumber();
            return row;
        } catch (UncheckedIOException e) {
            throw brokenOff(e.getCause());
        } catch (CsvParseException e) {
            throw new BrokenOffException(
                    "not CSV behind line " + line + ": " + e.getMessage() + " (expected: RFC 4180)");
        }
    }

    /** @throws BrokenOffException if there is none */
    List<String> header() throws BrokenOffException {
        CsvRecord header = next();
        if (header == null) {
            throw new BrokenOffException("the file is empty (expected: a line with the names of the columns)");
        }
        return header.getFields();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    private static CsvRecordHandler bounded() {
        return CsvRecordHandler.builder()
                .maxFields(MOST_CELLS)
                .maxFieldSize(MOST_CELL_CHARACTERS)
                .maxRecordSize(MOST_ROW_CHARACTERS)
                .build();
    }

    private BrokenOffException brokenOff(IOException e) {
        return new BrokenOffException(
                e instanceof CharacterCodingException
                        ? "not UTF-8, somewhere behind line " + line + " (expected: UTF-8)"
                        : "the file did not come to its end: " + e.getMessage());
    }

    private static Reader withoutMark(Reader reader) throws IOException {
        PushbackReader text = new PushbackReader(reader);
        int first = text.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            text.unread(first);
        }
        return text;
    }
}
