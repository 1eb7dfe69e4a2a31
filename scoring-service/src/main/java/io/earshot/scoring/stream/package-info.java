/** Changed scores as server-sent events. */
@NullMarked
package io.earshot.scoring.stream;

import org.jspecify.annotations.NullMarked;
