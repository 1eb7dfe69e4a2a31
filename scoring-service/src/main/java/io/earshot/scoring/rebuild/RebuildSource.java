package io.earshot.scoring.rebuild;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a new generation is counted from. */
enum RebuildSource {
    /** From the table of item records up to a cut, and from the log behind it. */
    ITEMS,
    /** From the log alone, which must still have everything. */
    TOPIC;

    static Optional<RebuildSource> of(String name) {
        return Stream.of(values())
                .filter(source -> source.toString().equals(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
