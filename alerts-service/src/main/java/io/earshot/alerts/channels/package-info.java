/** Channels: where a store wants to hear of its cases. */
@NullMarked
package io.earshot.alerts.channels;

import org.jspecify.annotations.NullMarked;
