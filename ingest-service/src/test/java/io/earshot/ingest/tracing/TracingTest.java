package io.earshot.ingest.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.util.context.Context;

/** With a collector: SecuredServersIT of deploy/local/launcher. */
class TracingTest {

    @Test
    void leavesRoutesTheirOwnHandlersWhereItIsOff() {
        HandlerFunction<ServerResponse> handler =
                request -> ServerResponse.noContent().build();

        assertThat(Tracing.off().around("POST", "/v1/feedback", handler)).isSameAs(handler);
        assertThat(Tracing.parent(Context.empty())).isNull();
    }

    @Test
    void tellsRecordsTheirSpanAsW3cHasIt() {
        SpanContext span = SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault());

        assertThat(Tracing.parent(Context.of(SpanContext.class, span)))
                .asString()
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    @Test
    void refusesAnAddressAndAShareThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TracingProperties("collector:4317", 0.1))
                .withMessageStartingWith("EARSHOT_TRACING_URL: collector:4317 (expected: http://");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TracingProperties("", 1.1))
                .withMessage("EARSHOT_TRACING_SHARE: 1.1 (expected: 0 to 1)");
    }
}
