/** The consumer of the feedback topic. */
@NullMarked
package io.earshot.alerts.consume;

import org.jspecify.annotations.NullMarked;
