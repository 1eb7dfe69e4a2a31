/** Errors as problem details, RFC 9457. */
@NullMarked
package io.earshot.scoring.problem;

import org.jspecify.annotations.NullMarked;
