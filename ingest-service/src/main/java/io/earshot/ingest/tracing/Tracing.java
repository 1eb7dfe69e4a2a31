package io.earshot.ingest.tracing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Makes a span of a request, as part of the caller's trace if there is one, and hands it on to what is published. */
public final class Tracing {

    private static final String LOGGED = "traceId";
    private static final TextMapGetter<HttpHeaders> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpHeaders headers) {
            return headers.headerNames();
        }

        @Override
        public @Nullable String get(@Nullable HttpHeaders headers, String name) {
            return headers == null ? null : headers.getFirst(name);
        }
    };

    private final @Nullable Tracer tracer;

    Tracing(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** One that makes no spans and costs nothing. */
    public static Tracing off() {
        return new Tracing(null);
    }

    /**
     * The handler with a span for each request that is recorded; the handler itself where there are none.
     *
     * @param method of the route
     * @param route its pattern: a path would be of a customer
     */
    public HandlerFunction<ServerResponse> around(
            String method, String route, HandlerFunction<ServerResponse> handler) {
        if (tracer == null) {
            return handler;
        }
        Tracer made = tracer;
        return request -> {
            Context parent = W3CTraceContextPropagator.getInstance()
                    .extract(Context.root(), request.headers().asHttpHeaders(), HEADERS);
            Span span = made.spanBuilder(method + " " + route)
                    .setParent(parent)
                    .setSpanKind(SpanKind.SERVER)
                    .setAttribute("http.request.method", method)
                    .setAttribute("http.route", route)
                    .startSpan();
            if (!span.getSpanContext().isSampled()) {
                return handler.handle(request);
            }
            request.attributes().put(LOGGED, span.getSpanContext().getTraceId());
            return Mono.defer(() -> handler.handle(request))
                    .doOnSuccess(response -> answered(span, response))
                    // nothing of its message, which may be of a customer
                    .doOnError(failure ->
                            span.setAttribute("error.type", failure.getClass().getName()))
                    .doFinally(signal -> span.end())
                    .contextWrite(context -> context.put(SpanContext.class, span.getSpanContext()));
        };
    }

    /** Writes a line of the log that names the trace of the request, if it is recorded. */
    public static void log(ServerWebExchange request, Runnable line) {
        String trace = request.getAttribute(LOGGED);
        if (trace == null) {
            line.run();
            return;
        }
        MDC.put(LOGGED, trace);
        try {
            line.run();
        } finally {
            MDC.remove(LOGGED);
        }
    }

    private static void answered(Span span, @Nullable ServerResponse response) {
        if (response != null) {
            int status = response.statusCode().value();
            span.setAttribute("http.response.status_code", status);
            if (status >= 500) {
                span.setStatus(StatusCode.ERROR);
            }
        }
    }

    /** The span of a request as a record's header {@code traceparent} (W3C Trace Context); null if it has none. */
    public static byte @Nullable [] parent(ContextView request) {
        SpanContext span = request.getOrDefault(SpanContext.class, null);
        return span == null ? null : ("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01").getBytes(US_ASCII);
    }
}
