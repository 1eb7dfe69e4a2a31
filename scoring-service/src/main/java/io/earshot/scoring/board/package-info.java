/** The score board: what people see of scores and of the words behind them. */
@NullMarked
package io.earshot.scoring.board;

import org.jspecify.annotations.NullMarked;
