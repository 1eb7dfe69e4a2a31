package io.earshot.ingest.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.PostedJson;
import io.earshot.ingest.access.Caller;
import io.earshot.ingest.batch.Batch.Bad;
import io.earshot.ingest.http.ProblemException;
import io.earshot.ingest.item.Reception;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReadersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:15:00Z"), ZoneOffset.UTC);

    private static final PostedJson POSTED = new PostedJson();

    @Test
    void readsLinesWhateverTheirEndsAndPassesOverBlankOnes() {
        Batch batch = lines("\r\n" + item("a") + "\r\n\n  \t\n " + item("b") + " \n" + item("c"));

        assertThat(ids(batch)).containsExactly("a", "b", "c");
        assertThat(batch.indexes()).containsExactly(0, 1, 2);
        assertThat(batch.bad()).isEmpty();
        assertThat(ids(lines(item("a") + "\n"))).containsExactly("a");
    }

    @Test
    void keepsABrokenLineFromSpoilingTheOthers() {
        Batch batch =
                lines(item("a") + "\n\n{\"id\":\"broken\n" + item("c") + item("d") + "\n[1,2]\nnull\n" + item("e"));

        assertThat(ids(batch)).containsExactly("a", "e");
        assertThat(batch.indexes()).containsExactly(0, 5);
        assertThat(batch.bad()).extracting(Bad::index).containsExactly(1, 2, 3, 4);
        assertThat(batch.bad()).extracting(Bad::id).containsOnlyNulls();
        assertThat(batch.bad().get(0).problem().slug()).isEqualTo("malformed-body");
        // blank lines are lines, as an editor counts them
        assertThat(batch.bad().get(0).problem().detail()).startsWith("line 3: not JSON: ");
        assertThat(batch.bad().get(1).problem().errors().get(0).message())
                .isEqualTo("more text after the item (expected: one JSON object)");
        assertThat(batch.bad().get(2).problem().errors().get(0).message())
                .isEqualTo("an array (expected: a JSON object)");
    }

    @Test
    void keepsALineThatIsNotUtf8FromSpoilingTheOthers() {
        byte[] lines = (item("a") + "\n{\"id\":\"gr\u00fcn\"}\n" + item("b")).getBytes(ISO_8859_1);

        Batch batch = LinesReader.read(POSTED, lines, reception());

        assertThat(ids(batch)).containsExactly("a", "b");
        assertThat(batch.bad().get(0).problem().detail()).startsWith("line 2: not JSON: Invalid UTF-8");
    }

    @Test
    void refusesALineThatIsTooLargeAndKeepsTheOthers() {
        Batch batch =
                lines(item("a") + " ".repeat(17 * 1024) + "\n" + item("b").replace("}", " ".repeat(17 * 1024) + "}"));

        assertThat(ids(batch)).containsExactly("a");
        assertThat(batch.bad().get(0).problem().status()).isEqualTo(413);
    }

    @Test
    void refusesLinesWithoutAnItemAndMoreThanAThousand() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> lines("\n \r\n"))
                .withMessage("0 items (expected: 1 to 1000 items, one a line)");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> lines((item("a") + "\n").repeat(1_001)))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(413));
        assertThat(lines((item("a") + "\n").repeat(1_000)).good()).hasSize(1_000);
    }

    @Test
    void saysAtWhichItemAndLineAnArrayCeasesToBeJson() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> array("[" + item("a") + ",\n" + item("b") + ",\n{\"id\":\"c\" \"kind\":1}]"))
                .satisfies(e -> {
                    assertThat(e.problem().slug()).isEqualTo("malformed-body");
                    assertThat(e).hasMessageStartingWith("item 2 (counted from 0): not JSON: ");
                    assertThat(e).hasMessageContaining("(line 3, column ");
                });
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> array("[" + item("a") + ",\n" + item("b")))
                .withMessageStartingWith("item 2 (counted from 0): not JSON: Unexpected end-of-input");
    }

    private static List<String> ids(Batch batch) {
        return batch.good().stream().map(item -> item.feedback().id()).toList();
    }

    private static Batch lines(String text) {
        return LinesReader.read(POSTED, text.getBytes(UTF_8), reception());
    }

    private static Batch array(String text) {
        return ArrayReader.read(POSTED, text.getBytes(UTF_8), reception());
    }

    private static Reception reception() {
        return new Reception(new Caller("shop", Via.INGEST, "server"), CLOCK);
    }

    private static String item(String id) {
        return "{\"id\":\"" + id + "\",\"kind\":\"review\",\"rating\":4}";
    }
}
