/** Deliveries: telling channels of cases, at least once, through crashes and outages. */
@NullMarked
package io.earshot.alerts.deliveries;

import org.jspecify.annotations.NullMarked;
