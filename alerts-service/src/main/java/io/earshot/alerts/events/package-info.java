/** What happens to cases, as others hear of it. */
@NullMarked
package io.earshot.alerts.events;

import org.jspecify.annotations.NullMarked;
