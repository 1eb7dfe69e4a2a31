package io.earshot.ingest.limit;

import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.ingest.access.Caller;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.limit.Buckets.Owner;
import io.earshot.ingest.limit.Buckets.Taken;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Limits what a caller sends, counted in items, in this instance: {@code submit} keys by key and client address, {@code ingest} keys by key. A caller
 * to whom a limit applies is told of it with every answer that was charged ({@code RateLimit}, {@code RateLimit-Policy}).
 */
@Component
public final class RateLimits {

    /** The items of a batch: fewer at once would refuse a large batch for ever. */
    private static final int LARGEST_BATCH = 1_000;

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final @Nullable Buckets submit;
    private final @Nullable Buckets server;
    private final int proxies;

    @Autowired
    RateLimits(LimitSettings settings) {
        this(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(LimitSettings settings, TimeMeter time) {
        this.submit = settings.submit()
                .map(rate -> new Buckets("submit", rate, settings.callers(), time))
                .orElse(null);
        this.server = settings.server()
                .map(rate -> new Buckets("ingest", rate.holding(LARGEST_BATCH), settings.callers(), time))
                .orElse(null);
        this.proxies = settings.proxies();
    }

    /**
     * Takes items at the caller's expense and writes down in the answer how many are left.
     *
     * @param items 1 to 1,000
     * @return what to refuse the request with, if the caller has sent too many
     */
    public Optional<Problem> charge(ServerRequest request, int items) {
        Caller caller = Caller.of(request);
        Buckets buckets = buckets(caller);
        if (buckets == null) {
            return Optional.empty();
        }
        Taken taken = buckets.take(owner(caller, request), items);
        tell(request, buckets, taken);
        return taken.granted() ? Optional.empty() : Optional.of(refusal(buckets, items, taken));
    }

    /** For an import, whose items are not known beforehand and which can wait. */
    public Pace pace(ServerRequest request) {
        Caller caller = Caller.of(request);
        Buckets buckets = buckets(caller);
        if (buckets == null) {
            return Pace.FREE;
        }
        Owner owner = owner(caller, request);
        tell(request, buckets, buckets.look(owner));
        return items -> buckets.takeAhead(owner, items);
    }

    private @Nullable Buckets buckets(Caller caller) {
        return caller.via() == Via.SUBMIT ? submit : server;
    }

    private Owner owner(Caller caller, ServerRequest request) {
        if (caller.via() != Via.SUBMIT) {
            return new Owner(caller.key(), ClientNetwork.NONE);
        }
        ServerHttpRequest http = request.exchange().getRequest();
        List<String> forwarded = proxies == 0 ? List.of() : http.getHeaders().getOrEmpty(FORWARDED_FOR);
        return new Owner(caller.key(), ClientNetwork.of(http.getRemoteAddress(), forwarded, proxies));
    }

    private static void tell(ServerRequest request, Buckets buckets, Taken taken) {
        HttpHeaders headers = request.exchange().getResponse().getHeaders();
        headers.set("RateLimit-Policy", buckets.policy());
        headers.set("RateLimit", buckets.state(taken));
    }

    private static Problem refusal(Buckets buckets, int items, Taken taken) {
        Rate rate = buckets.rate();
        return Problem.rateLimited(
                items + (items == 1 ? " item" : " items") + " with " + taken.left() + " left (expected: at most "
                        + rate.items() + " in " + rate.per().toSeconds() + " s)",
                taken.waitSeconds());
    }
}
