/** Which addresses requests of ours may go to. */
@NullMarked
package io.earshot.alerts.outbound;

import org.jspecify.annotations.NullMarked;
