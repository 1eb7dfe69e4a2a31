package io.earshot.alerts.channels;

import java.time.Instant;
import java.util.UUID;

/**
 * A webhook that hears of every case of its store.
 *
 * @param name what people call it
 * @param url where messages are posted to
 * @param secret what they are signed with
 */
public record Channel(UUID id, String store, String name, String url, WebhookSecret secret, Instant createdAt) {}
