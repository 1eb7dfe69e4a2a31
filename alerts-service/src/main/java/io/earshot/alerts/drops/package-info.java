/** Scores that fall: which are watched, and what becomes of their cases. */
@NullMarked
package io.earshot.alerts.drops;

import org.jspecify.annotations.NullMarked;
