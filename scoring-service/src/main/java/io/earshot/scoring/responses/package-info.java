/** The answers behind a score, over HTTP. */
@NullMarked
package io.earshot.scoring.responses;

import org.jspecify.annotations.NullMarked;
