/** Changes of cases, told to those who listen, whichever instance made them. */
@NullMarked
package io.earshot.alerts.stream;

import org.jspecify.annotations.NullMarked;
