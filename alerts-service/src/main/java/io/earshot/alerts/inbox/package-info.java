/** The inbox: where people find the cases of their store, and work on one. */
@NullMarked
package io.earshot.alerts.inbox;

import org.jspecify.annotations.NullMarked;
