package io.earshot.alerts.deliveries;

import io.earshot.alerts.channels.Channel;

/**
 * A delivery with all it takes to attempt it.
 *
 * @param body the message as JSON
 */
public record Owed(Delivery delivery, Channel channel, String body) {}
