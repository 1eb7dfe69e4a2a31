package io.earshot.local.launcher;

import io.earshot.local.servers.ChildCommand;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One of the programs that make up Earshot.
 *
 * @param name of its log and pid file, and what people call it
 * @param address where people find it, as shown to them
 * @param needs the names of the parts that must be ready before it is started; they are stopped after it
 * @param command how it is started; asked each time, since it makes files ready
 * @param ready whether it takes requests right now
 * @param grace how long it may take to end after SIGTERM
 */
record Part(
        String name,
        String address,
        List<String> needs,
        Supplier<ChildCommand> command,
        BooleanSupplier ready,
        Duration grace) {

    Part {
        needs = List.copyOf(needs);
    }
}
