/** Teams: who works on cases, when, and who leads them. */
@NullMarked
package io.earshot.alerts.teams;

import org.jspecify.annotations.NullMarked;
