package io.earshot.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.ingest.limit.Buckets.Owner;
import io.earshot.ingest.limit.Buckets.Taken;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final Owner ANNA = new Owner("key", new ClientNetwork(1, false));
    private static final Owner BERT = new Owner("key", new ClientNetwork(2, false));

    private final AtomicLong nanos = new AtomicLong();
    private final Buckets buckets = new Buckets("submit", new Rate(120, Duration.ofMinutes(1)), 1_000, new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void tellsPolicyAndStateAsStructuredFields() {
        assertThat(buckets.policy()).isEqualTo("\"submit\";q=120;w=60");
        assertThat(buckets.state(buckets.take(ANNA, 1))).isEqualTo("\"submit\";r=119;t=1");
        assertThat(buckets.state(buckets.take(ANNA, 59))).isEqualTo("\"submit\";r=60;t=30");
    }

    @Test
    void refusesWhatIsTooManyAndSaysWhenItIsNot() {
        buckets.take(ANNA, 120);

        assertThat(buckets.take(ANNA, 1)).isEqualTo(new Taken(false, 0, 60, 1));
        assertThat(buckets.take(ANNA, 60)).isEqualTo(new Taken(false, 0, 60, 30));
        assertThat(buckets.take(BERT, 1).granted()).isTrue();

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(buckets.take(ANNA, 60)).isEqualTo(new Taken(true, 0, 60, 0));
    }

    @Test
    void letsTakeAheadAndSaysHowLongToWait() {
        assertThat(buckets.takeAhead(ANNA, 120)).isZero();
        assertThat(buckets.takeAhead(ANNA, 60)).isEqualTo(Duration.ofSeconds(30).toNanos());
        assertThat(buckets.look(ANNA)).isEqualTo(new Taken(true, 0, 90, 0));

        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(buckets.take(ANNA, 2).granted()).isTrue();
    }
}
