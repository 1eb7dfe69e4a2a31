/** What clients post, read field by field, with all that is wrong with it. */
@NullMarked
package io.earshot.alerts.posted;

import org.jspecify.annotations.NullMarked;
