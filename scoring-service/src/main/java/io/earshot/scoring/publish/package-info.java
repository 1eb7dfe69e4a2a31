/** Changed scores on Kafka. */
@NullMarked
package io.earshot.scoring.publish;

import org.jspecify.annotations.NullMarked;
