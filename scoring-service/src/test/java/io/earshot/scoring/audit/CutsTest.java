package io.earshot.scoring.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.measure.Series;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CutsTest {

    private static final RowKey KEY = new RowKey("shop", Series.of("nps/0-10"), RowKey.ALL, Resolution.DAY, 20_000);
    private static final RowId ROW = new RowId(KEY, "log");

    @Test
    void aRowIsComparedUpToWhatBothHave() {
        assertThat(cuts(100, 90).of(ROW, stored(40))).isEqualTo(90);
        assertThat(cuts(100, 200).of(ROW, stored(40))).isEqualTo(100);
        assertThat(cuts(100, 90).of(ROW, null)).isEqualTo(90);
        assertThat(cuts(100, 90).isPending(ROW, stored(40))).isFalse();
        assertThat(cuts(100, 90).isPending(ROW, null)).isFalse();
    }

    @Test
    void aRowThatIsAheadOfTheProgressIsComparedUpToItsLastRecord() {
        assertThat(cuts(100, 200).of(ROW, stored(120))).isEqualTo(120);
        assertThat(cuts(100, 200).isPending(ROW, stored(120))).isFalse();
    }

    @Test
    void onlyARowThatHasRecordsWhichTheItemsLackIsPending() {
        assertThat(cuts(100, 90).isPending(ROW, stored(90))).isFalse();
        assertThat(cuts(100, 90).isPending(ROW, stored(91))).isTrue();
    }

    @Test
    void whatOnlyTheItemsHaveOfALogThatIsGoneIsMissing() {
        assertThat(gone(100, 200).of(ROW, stored(40))).isEqualTo(200);
        assertThat(gone(100, 200).of(ROW, null)).isEqualTo(200);
    }

    @Test
    void whatOnlyTheRowsHaveOfALogThatIsGoneIsNotWaitedForAnyMore() {
        assertThat(gone(100, 90).isPending(ROW, stored(95))).isFalse();
        assertThat(gone(100, 90).of(ROW, stored(95))).isEqualTo(100);
    }

    @Test
    void aSourceThatNobodyHasBegunHasNothing() {
        Cuts none = new Cuts(Map.of(), Map.of(), Set.of());
        assertThat(none.of(ROW, null)).isEqualTo(-1);
        assertThat(none.isPending(ROW, null)).isFalse();
        assertThat(none.isPending(ROW, stored(0))).isTrue();
    }

    private static Cuts cuts(long scores, long items) {
        return new Cuts(Map.of("log", scores), Map.of("log", items), Set.of());
    }

    private static Cuts gone(long scores, long items) {
        return new Cuts(Map.of("log", scores), Map.of("log", items), Set.of("log"));
    }

    private static ScoreRow.Image stored(long lastOffset) {
        return new ScoreRow.Image(KEY, lastOffset, ByteBuffer.allocate(11), Map.of());
    }
}
