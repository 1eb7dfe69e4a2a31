/** How fast the scoring service catches up, shows what was posted and answers, and what that costs as the history grows. */
@NullMarked
package io.earshot.bench.scoring;

import org.jspecify.annotations.NullMarked;
