package io.earshot.alerts.deliveries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.channels.ChannelType;
import io.earshot.alerts.channels.Target;
import io.earshot.alerts.outbound.RefusedAddressException;
import io.earshot.alerts.tracing.Tracing;
import io.netty.buffer.Unpooled;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** Posts messages as Standard Webhooks 1.0 has it. Never fails: whatever happens is an {@link Outcome}. */
@Component
final class WebhookClient implements Carrier {

    /** An answer is read to its end, so that the connection can be used again, but only so far. */
    private static final int MOST_ANSWER = 64 * 1024;

    /** Nor so long: what trickles is cut off. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final HttpClient client;
    private final Clock clock;
    private final Duration timeout;
    private final Tracing tracing;

    WebhookClient(HttpClient outboundClient, Clock clock, DeliveryProperties properties, Tracing tracing) {
        this.client = outboundClient;
        this.clock = clock;
        this.timeout = properties.timeout();
        this.tracing = tracing;
    }

    @Override
    public ChannelType type() {
        return ChannelType.WEBHOOK;
    }

    @Override
    public Mono<Outcome> attempt(Owed owed) {
        Target.Webhook target = (Target.Webhook) owed.channel().target();
        return Mono.defer(() -> {
            Tracing.Call call = tracing.call("POST webhook", owed.trace());
            return request(owed, target, call)
                    .timeout(timeout)
                    .onErrorResume(failure -> Mono.just(new Outcome.Failed(shown(failure))))
                    .doOnNext(outcome -> ended(call, outcome));
        });
    }

    private static void ended(Tracing.@Nullable Call call, Outcome outcome) {
        if (call != null) {
            call.end(outcome.result(), outcome instanceof Outcome.Delivered);
        }
    }

    private Mono<Outcome> request(Owed owed, Target.Webhook target, Tracing.@Nullable Call call) {
        String id = owed.delivery().id().toString();
        Instant now = clock.instant();
        String signature = target.secrets(now).stream()
                .map(secret -> Signature.of(secret, id, now, owed.body()))
                .collect(Collectors.joining(" "));
        return client.headers(headers -> {
                    headers.set("content-type", "application/json")
                            .set("user-agent", "Earshot")
                            .set("webhook-id", id)
                            .set("webhook-timestamp", now.getEpochSecond())
                            .set("webhook-signature", signature);
                    if (call != null) {
                        headers.set(Tracing.HEADER, call.traceparent());
                    }
                })
                .post()
                .uri(target.url())
                .send(ByteBufMono.just(Unpooled.wrappedBuffer(owed.body().getBytes(UTF_8))))
                .response((response, content) -> content.map(bytes -> (long) bytes.readableBytes())
                        .scan(Long::sum)
                        .takeUntil(total -> total > MOST_ANSWER)
                        .take(LONGEST_ANSWER)
                        .then()
                        // it has answered; that the rest of the answer breaks off changes nothing
                        .onErrorComplete()
                        .thenReturn(outcome(response)))
                .single();
    }

    private Outcome outcome(HttpClientResponse response) {
        int status = response.status().code();
        String result = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(result);
        }
        if (status == GONE) {
            return new Outcome.Gone(result);
        }
        boolean asksForPatience = status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE;
        String retryAfter = asksForPatience ? response.responseHeaders().get("retry-after") : null;
        return new Outcome.Failed(result, RetryAfter.of(retryAfter, clock.instant()));
    }

    private String shown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedAddressException) {
                return "not sent: " + cause.getMessage();
            } else if (cause instanceof TimeoutException) {
                return "no answer within " + timeout.toMillis() + " ms";
            } else if (cause instanceof UnknownHostException) {
                return "unknown host";
            } else if (cause instanceof SSLException) {
                return "TLS failed";
            } else if (cause instanceof ConnectException) {
                return "can't connect";
            }
        }
        return "connection broke off";
    }
}
