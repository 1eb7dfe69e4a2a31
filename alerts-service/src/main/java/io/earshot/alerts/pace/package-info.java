/** When people are told: digests, quiet hours, throttles and storm control. Pure. */
@NullMarked
package io.earshot.alerts.pace;

import org.jspecify.annotations.NullMarked;
