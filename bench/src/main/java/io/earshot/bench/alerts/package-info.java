/** How soon an unhappy answer is heard of, what a slow endpoint does to others, and how fast cases are listed. */
@NullMarked
package io.earshot.bench.alerts;

import org.jspecify.annotations.NullMarked;
