/** The command that counts all rows anew, into a new generation that then takes over. */
@NullMarked
package io.earshot.scoring.rebuild;

import org.jspecify.annotations.NullMarked;
