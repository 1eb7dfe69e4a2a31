/** When people are told: digests, quiet hours, throttles and storm control. */
@NullMarked
package io.earshot.alerts.pace;

import org.jspecify.annotations.NullMarked;
