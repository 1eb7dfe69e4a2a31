package io.earshot.alerts.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Carries on the trace that a record belongs to: its work is a span, and so is the first attempt of what is owed then. */
public final class Tracing {

    /** The name of the header, of records and of requests: W3C Trace Context. */
    public static final String HEADER = "traceparent";

    private static final String LOGGED = "traceId";
    private static final TextMapGetter<String> THE_HEADER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String name) {
            return HEADER.equals(name) ? traceparent : null;
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

    /** Whether it is worth looking for the header. */
    public boolean isOn() {
        return tracer != null;
    }

    /**
     * The work as a span of a trace; the work itself if it belongs to none that is recorded. What it does on its own thread is part of it.
     *
     * @param name of the span
     * @param traceparent as a header has it
     */
    public Runnable part(String name, @Nullable String traceparent, Runnable work) {
        if (tracer == null || traceparent == null) {
            return work;
        }
        Tracer made = tracer;
        Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, THE_HEADER);
        if (!Span.fromContext(parent).getSpanContext().isSampled()) {
            return work;
        }
        return () -> {
            Span span = made.spanBuilder(name)
                    .setParent(parent)
                    .setSpanKind(SpanKind.CONSUMER)
                    .startSpan();
            Scope scope = parent.with(span).makeCurrent();
            MDC.put(LOGGED, span.getSpanContext().getTraceId());
            try {
                work.run();
            } catch (RuntimeException e) {
                span.setStatus(StatusCode.ERROR);
                throw e;
            } finally {
                MDC.remove(LOGGED);
                scope.close();
                span.end();
            }
        };
    }

    /** The span that this thread works on; null if none is recorded. */
    public static @Nullable Context here() {
        Context here = Context.current();
        return Span.fromContext(here).getSpanContext().isSampled() ? here : null;
    }

    /** Begins the span of a request to somebody else; null where there is no trace to be part of. */
    public @Nullable Call call(String name, @Nullable Context parent) {
        return tracer == null || parent == null
                ? null
                : new Call(tracer.spanBuilder(name)
                        .setParent(parent)
                        .setSpanKind(SpanKind.CLIENT)
                        .startSpan());
    }

    /** A request to somebody else. */
    public static final class Call {

        private final Span span;

        private Call(Span span) {
            this.span = span;
        }

        /** The value of its header. */
        public String traceparent() {
            return "00-" + span.getSpanContext().getTraceId() + "-"
                    + span.getSpanContext().getSpanId() + "-01";
        }

        /**
         * Ends its span.
         *
         * @param isGood whether it was answered as it should be
         */
        public void end(String result, boolean isGood) {
            span.setAttribute("earshot.result", result);
            if (!isGood) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
