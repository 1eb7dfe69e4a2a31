package io.earshot.local.launcher;

import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of 1,000 clothing reviews: the real ones where they are at hand ({@code EARSHOT_REVIEWS_CSV}, or beside the checkout), else made up
 * ones with the same columns, the same ratings and the same kinds of awkward text.
 */
final class Reviews {

    private static final Logger LOG = LoggerFactory.getLogger(Reviews.class);
    private static final String[] DEPARTMENTS = {"Tops", "Dresses", "Bottoms", "Intimate", "Jackets", "Trend"};

    private Reviews() {}

    static Path file(Path folder) throws IOException {
        String named = System.getenv("EARSHOT_REVIEWS_CSV");
        Path real = named != null
                ? Path.of(named)
                : RepositoryRoot.find().resolveSibling("shared").resolve("data/clothing-reviews.csv");
        boolean there = Files.exists(real);
        LOG.info("Reviews for the test: {}", there ? "the real ones" : "made up ones");
        return there ? real : Files.writeString(folder.resolve("reviews.csv"), madeUp());
    }

    /** 27 of one star, 72 of two, 127 of three, 228 of four, 546 of five. */
    private static String madeUp() {
        StringBuilder csv = new StringBuilder("row,Clothing ID,Age,Title,Review Text,Rating,Department Name\r\n");
        int row = 0;
        int[] counts = {27, 72, 127, 228, 546};
        for (int stars = 1; stars <= counts.length; stars++) {
            for (int i = 0; i < counts[stars - 1]; i++, row++) {
                csv.append(row)
                        .append(',')
                        .append(1_000 + row % 149)
                        .append(",33,")
                        .append(row % 7 == 0 ? "" : "\"So, it \"\"fits\"\"\"")
                        .append(',')
                        .append(row % 9 == 0 ? "" : "\"First line,\nsecond line - café 😀\"")
                        .append(',')
                        .append(stars)
                        .append(',')
                        .append(DEPARTMENTS[row % DEPARTMENTS.length])
                        .append("\r\n");
            }
        }
        return csv.toString();
    }
}
