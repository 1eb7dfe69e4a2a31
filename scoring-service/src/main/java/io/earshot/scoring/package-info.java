/** The scoring service: folds the feedback log into score rows and answers questions about them. */
@NullMarked
package io.earshot.scoring;

import org.jspecify.annotations.NullMarked;
