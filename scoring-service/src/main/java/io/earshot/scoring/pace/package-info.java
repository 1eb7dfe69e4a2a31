/** Work on what changed: soon, but not too often for each, and only so much at once. */
@NullMarked
package io.earshot.scoring.pace;

import org.jspecify.annotations.NullMarked;
