package io.earshot.alerts.channels;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a channel's messages go. None of them shows its secrets as text. */
public sealed interface Target {

    ChannelType type();

    /**
     * An endpoint of a program.
     *
     * @param url http or https, checked when it was given and at every connect
     * @param former the secret before this one while it signs, too; null if there is none
     */
    record Webhook(
            String url, WebhookSecret secret, @Nullable FormerSecret former) implements Target {

        @Override
        public ChannelType type() {
            return ChannelType.WEBHOOK;
        }

        /** What to sign with, the newest first: each secret is a signature of its own. */
        public List<WebhookSecret> secrets(Instant now) {
            return former == null || !former.until().isAfter(now) ? List.of(secret) : List.of(secret, former.secret());
        }

        /** With a new secret; the one it had goes on signing until then. */
        Webhook rotated(WebhookSecret next, Instant until) {
            return new Webhook(url, next, new FormerSecret(secret, until));
        }
    }

    /** A secret that was replaced, and until when it goes on signing. */
    record FormerSecret(WebhookSecret secret, Instant until) {}

    /**
     * Mail boxes.
     *
     * @param to 1 to 10 addresses
     */
    record Email(List<String> to) implements Target {

        public Email {
            to = List.copyOf(to);
        }

        @Override
        public ChannelType type() {
            return ChannelType.EMAIL;
        }
    }

    /**
     * An incoming webhook of Slack or of something that takes the same.
     *
     * @param url a secret as a whole: who knows it can post
     */
    record Slack(String url) implements Target {

        @Override
        public ChannelType type() {
            return ChannelType.SLACK;
        }

        @Override
        public String toString() {
            return "Slack[url=…]";
        }
    }

    /**
     * One whose secrets can't be read: every attempt fails until the operator has brought the key back.
     *
     * @param reason for people
     */
    record Unreadable(ChannelType type, String reason) implements Target {}
}
