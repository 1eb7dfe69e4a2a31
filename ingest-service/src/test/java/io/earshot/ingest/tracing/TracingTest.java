package io.earshot.ingest.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.reactive.function.server.MockServerRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
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
    void linesOfARequestThatIsRecordedNameItsTrace() {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/v1/feedback")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        MockServerRequest request = MockServerRequest.builder()
                .exchange(exchange)
                .attributes(exchange.getAttributes())
                .headers(exchange.getRequest().getHeaders())
                .build();
        List<String> logged = new ArrayList<>();
        Runnable line = () -> logged.add(String.valueOf(MDC.get("traceId")));
        try (SdkTracerProvider spans = SdkTracerProvider.builder().build()) {
            Tracing.log(exchange, line);
            new Tracing(spans.get("test"))
                    .around("POST", "/v1/feedback", failing -> Mono.error(new IllegalStateException("failed")))
                    .handle(request)
                    .onErrorResume(failure -> Mono.fromRunnable(() -> Tracing.log(exchange, line)))
                    .block();
        }

        assertThat(logged).containsExactly("null", "0af7651916cd43dd8448eb211c80319c");
        assertThat(MDC.get("traceId")).isNull();
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
