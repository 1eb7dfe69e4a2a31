package io.earshot.alerts.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DurationsTest {

    private static final long DAY = 86_400_000;

    @Test
    void saysNothingOfNone() {
        Durations none = new Durations();

        assertThat(none.n()).isZero();
        assertThat(none.mean()).isNull();
        assertThat(none.quantile(0.5)).isNull();
    }

    @Test
    void isExactForOne() {
        Durations one = new Durations();
        one.add(12_345_678);

        assertThat(one.mean()).isEqualByComparingTo("12345.678");
        assertThat(one.quantile(0.5)).isEqualByComparingTo("12345.678");
        assertThat(one.quantile(0.9)).isEqualByComparingTo("12345.678");
    }

    @Test
    void hasExactMeansAndQuantilesWithinSixPercentOfARecount() {
        SplittableRandom random = new SplittableRandom(17);
        Durations all = new Durations();
        Durations other = new Durations();
        long[] recount = new long[10_001];
        for (int i = 0; i < recount.length; i++) {
            recount[i] = (long) Math.pow(10, random.nextDouble(3, 8));
            (i % 3 == 0 ? all : other).add(recount[i]);
        }
        all.add(other);
        Arrays.sort(recount);

        assertThat(all.n()).isEqualTo(recount.length);
        assertThat(all.mean().doubleValue())
                .isCloseTo(Arrays.stream(recount).average().orElseThrow() / 1_000, within(0.001));
        assertThat(all.quantile(0.5).doubleValue())
                .isCloseTo(recount[5_000] / 1_000.0, within(0.06 * recount[5_000] / 1_000));
        assertThat(all.quantile(0.9).doubleValue())
                .isCloseTo(recount[9_000] / 1_000.0, within(0.06 * recount[9_000] / 1_000));
    }

    @Test
    void readsNumbersAsItWroteThem() {
        Numbers numbers = new Numbers();
        numbers.add(Fact.OPENED, 0);
        numbers.add(Fact.NO_REPLY, DAY);
        numbers.add(Fact.NO_REPLY, 2 * DAY);

        Numbers read = Numbers.read(numbers.written());

        assertThat(read.written()).isEqualTo(numbers.written());
        assertThat(read.of(Fact.OPENED).n()).isEqualTo(1);
        assertThat(read.of(Fact.NO_REPLY, Fact.LOST).mean()).isEqualByComparingTo("129600");
        assertThat(read.of(Fact.LOST).n()).isZero();
    }
}
