package io.earshot.ingest.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Without an address for spans there is nothing of all this: no exporter, no thread, no header. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    private static final long FLUSH_SECONDS = 5;

    /** What makes spans and sends them away. */
    record Spans(@Nullable SdkTracerProvider provider) implements AutoCloseable {

        @Override
        public void close() {
            if (provider != null) {
                provider.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    @Bean
    Spans spans(TracingProperties properties, @Value("${spring.application.name}") String service) {
        if (properties.url().isEmpty()) {
            return new Spans(null);
        }
        Attributes name = Attributes.of(AttributeKey.stringKey("service.name"), service);
        return new Spans(SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(name)))
                .setSampler(sampler(properties.share()))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(properties.url())
                                .build())
                        .build())
                .build());
    }

    /** Of the traces that others began no more than the share either: anybody who has a publishable key could begin as many as they like. */
    private static Sampler sampler(double share) {
        Sampler some = Sampler.traceIdRatioBased(share);
        return Sampler.parentBasedBuilder(some).setRemoteParentSampled(some).build();
    }

    @Bean
    Tracing tracing(Spans spans) {
        return spans.provider() == null
                ? Tracing.off()
                : new Tracing(spans.provider().get("io.earshot"));
    }
}
