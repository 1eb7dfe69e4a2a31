/** Errors as RFC 9457 problems, in one place. */
@NullMarked
package io.earshot.alerts.problem;

import org.jspecify.annotations.NullMarked;
