package io.earshot.alerts.channels;

import java.time.Instant;
import java.util.UUID;

/** Channels for tests of other packages. */
public final class ChannelsForTests {

    private ChannelsForTests() {}

    public static Channel webhook(String url) {
        return of(new Target.Webhook(url, WebhookSecret.make(), null));
    }

    public static Channel slack(String url) {
        return of(new Target.Slack(url));
    }

    static Channel of(Target target) {
        return new Channel(
                UUID.randomUUID(), "shop", "team", target, Interest.ALL, null, null, Instant.EPOCH, Instant.EPOCH, 1);
    }
}
