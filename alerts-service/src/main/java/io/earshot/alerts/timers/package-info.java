/** What to look at when: timers that outlive the process that set them. */
@NullMarked
package io.earshot.alerts.timers;

import org.jspecify.annotations.NullMarked;
