/** Answers about scores, over HTTP. */
@NullMarked
package io.earshot.scoring.query;

import org.jspecify.annotations.NullMarked;
