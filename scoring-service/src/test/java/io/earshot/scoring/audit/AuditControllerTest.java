package io.earshot.scoring.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.CassandraProperties;
import io.earshot.scoring.cassandra.CassandraSecurity;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import io.earshot.scoring.problem.NoRoomException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;

class AuditControllerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AuditThread thread = new AuditThread();
    private final AuditController controller = controller(thread);

    @AfterEach
    void stop() {
        thread.stop();
    }

    @Test
    void saysThatThereIsNoRoomWhereAsManyWaitAsMay() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        thread.scheduler().schedule(() -> {
            working.countDown();
            awaitOrGiveUp(end);
        });
        working.await();
        for (int i = 0; i < 8; i++) {
            thread.scheduler().schedule(() -> {});
        }

        assertThatThrownBy(this::audit)
                .isInstanceOf(NoRoomException.class)
                .hasMessage("8 audits wait for one that is at work (expected: at most that)");
        end.countDown();
    }

    @Test
    void saysThatTheServiceStops() {
        thread.stop();

        assertThatThrownBy(this::audit)
                .isInstanceOf(NoRoomException.class)
                .hasMessage("the service stops; ask another instance");
    }

    @Test
    void saysThatCassandraIsNotThereOnlyWhereItIsNot() {
        assertThatThrownBy(this::audit).isInstanceOf(StoreUnavailableException.class);
    }

    private void audit() {
        LinkedMultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        parameters.add("from", Clock.systemUTC().instant().minusSeconds(60).toString());
        controller.audit("shop", parameters).block(PATIENCE);
    }

    private static void awaitOrGiveUp(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never connected to anything. */
    private static AuditController controller(AuditThread thread) {
        Clock clock = Clock.systemUTC();
        CassandraProperties cassandra = new CassandraProperties(
                List.of("localhost:9042"),
                "datacenter1",
                "scoring",
                1,
                Duration.ofSeconds(5),
                Duration.ofDays(3),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        return new AuditController(
                new CassandraConnection(
                        cassandra,
                        new CassandraSecurity(CassandraSecurity.Tls.NONE, null, null, null, "", ""),
                        clock,
                        new SimpleMeterRegistry()),
                store -> new Auditor(store, 24, cassandra.minuteRetention(), clock),
                thread,
                Horizon.of(cassandra, clock),
                clock);
    }
}
