/** Dry runs: what a rule would have flagged, asked of the feedback topic itself. */
@NullMarked
package io.earshot.alerts.dryruns;

import org.jspecify.annotations.NullMarked;
