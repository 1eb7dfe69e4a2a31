/** Load over HTTP, from one thread over non-blocking sockets: closed loads for rates, open ones for latencies. */
@NullMarked
package io.earshot.bench.load;

import org.jspecify.annotations.NullMarked;
