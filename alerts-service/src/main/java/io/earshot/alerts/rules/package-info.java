/** Which items call for a case: rules as data, judged by a pure function. */
@NullMarked
package io.earshot.alerts.rules;

import org.jspecify.annotations.NullMarked;
