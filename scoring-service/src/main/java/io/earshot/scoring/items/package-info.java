/** The consumer group that writes down every item, so that repeats are known at any distance, with the answers behind the scores. */
@NullMarked
package io.earshot.scoring.items;

import org.jspecify.annotations.NullMarked;
