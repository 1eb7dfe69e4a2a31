/** The programs that are measured and the servers behind them, each a process of its own. */
@NullMarked
package io.earshot.bench.server;

import org.jspecify.annotations.NullMarked;
