package io.earshot.alerts.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.Test;

/** With a collector: SecuredServersIT of deploy/local/launcher. */
class TracingTest {

    private static final String SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Runnable work = () -> {};

    @Test
    void leavesWorkAsItIsWhereItIsOff() {
        Tracing off = Tracing.off();

        assertThat(off.isOn()).isFalse();
        assertThat(off.part("process", SAMPLED, work)).isSameAs(work);
        assertThat(off.call("POST webhook", null)).isNull();
    }

    @Test
    void leavesWorkAsItIsWhereNobodyRecordsTheTrace() {
        Tracing on = new Tracing(OpenTelemetry.noop().getTracer("test"));

        assertThat(on.part("process", null, work)).isSameAs(work);
        assertThat(on.part("process", SAMPLED.replaceAll("01$", "00"), work)).isSameAs(work);
        assertThat(on.part("process", "not a trace", work)).isSameAs(work);
        assertThat(on.part("process", SAMPLED, work)).isNotSameAs(work);
    }
}
