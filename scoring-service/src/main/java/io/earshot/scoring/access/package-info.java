/** Lets only those with an access key of the right scope in. */
@NullMarked
package io.earshot.scoring.access;

import org.jspecify.annotations.NullMarked;
