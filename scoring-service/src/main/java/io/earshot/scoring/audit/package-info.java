/** The proof: recounts rows from the item records, and compares them with the rows that were folded. */
@NullMarked
package io.earshot.scoring.audit;

import org.jspecify.annotations.NullMarked;
