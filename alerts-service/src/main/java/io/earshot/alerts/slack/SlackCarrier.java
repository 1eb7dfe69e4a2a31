package io.earshot.alerts.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.ChannelType;
import io.earshot.alerts.channels.Target;
import io.earshot.alerts.deliveries.Carrier;
import io.earshot.alerts.deliveries.Outcome;
import io.earshot.alerts.deliveries.Owed;
import io.earshot.alerts.deliveries.RetryAfter;
import io.earshot.alerts.message.Links;
import io.earshot.alerts.message.Notice;
import io.earshot.alerts.message.Summary;
import io.earshot.alerts.message.Telling;
import io.earshot.alerts.outbound.RefusedAddressException;
import io.earshot.alerts.pace.Paces;
import io.netty.buffer.Unpooled;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** Posts cases to incoming webhooks of Slack and of what takes the same. */
@Component
final class SlackCarrier implements Carrier {

    /** An answer is read to its end, so that the connection can be used again, but only so far. */
    private static final int MOST_ANSWER = 64 * 1024;

    /** Nor so long: one that trickles was taken all the same, and would be sent again. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

    private static final int GONE = 410;

    private final HttpClient client;
    private final Links links;
    private final Clock clock;

    SlackCarrier(HttpClient outboundClient, Links links, Clock clock) {
        this.client = outboundClient;
        this.links = links;
        this.clock = clock;
    }

    @Override
    public ChannelType type() {
        return ChannelType.SLACK;
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Mono<Outcome> attempt(Owed owed) {
        return Mono.defer(() -> request(((Target.Slack) owed.channel().target()).url(), message(owed)))
                // one that takes too long is cancelled and counted by the caller
                .onErrorResume(
                        failure -> !(failure instanceof TimeoutException),
                        failure -> Mono.just(new Outcome.Failed(shown(failure))));
    }

    private String message(Owed owed) {
        Channel channel = owed.channel();
        Blocks blocks = new Blocks(new Telling(Paces.of(channel).zone(), links));
        if (!owed.delivery().type().isOfCase()) {
            return blocks.test();
        }
        Summary summary = Summary.of(
                owed.all().stream().map(one -> Notice.read(one.body())).toList());
        return summary.cases().size() == 1 ? blocks.of(summary.cases().get(0)) : blocks.of(summary);
    }

    private Mono<Outcome> request(String url, String message) {
        return client.headers(headers ->
                        headers.set("content-type", "application/json").set("user-agent", "Earshot"))
                .post()
                .uri(url)
                .send(ByteBufMono.just(Unpooled.wrappedBuffer(message.getBytes(UTF_8))))
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

    /** Slack answers 410 when the Slack channel was archived or deleted. */
    private Outcome outcome(HttpClientResponse response) {
        int status = response.status().code();
        String result = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(result);
        }
        return status == GONE
                ? new Outcome.Gone(result)
                : new Outcome.Failed(
                        result, RetryAfter.of(response.responseHeaders().get("retry-after"), clock.instant()));
    }

    private static String shown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedAddressException) {
                return "not sent: " + cause.getMessage();
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
