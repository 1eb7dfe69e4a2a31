/** Bucket arithmetic: the one home that writer and reader share. */
@NullMarked
package io.earshot.scoring.buckets;

import org.jspecify.annotations.NullMarked;
