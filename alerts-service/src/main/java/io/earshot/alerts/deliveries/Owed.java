package io.earshot.alerts.deliveries;

import io.earshot.alerts.channels.Channel;

/**
 * A delivery with all it takes to attempt it.
 *
 * @param body the message as JSON
 * @param isLater whether the first attempt is for later
 */
public record Owed(Delivery delivery, Channel channel, String body, boolean isLater) {}
