/** Pages on which people set up what makes a case, who hears of it, and who sees to it. */
@NullMarked
package io.earshot.alerts.settings;

import org.jspecify.annotations.NullMarked;
