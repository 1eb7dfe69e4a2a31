/** What a message to people says of a case, whatever it travels by. Pure. */
@NullMarked
package io.earshot.alerts.message;

import org.jspecify.annotations.NullMarked;
