package io.earshot.alerts.stream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place on the topic: behind the change at that offset. As text it is the id of an event. */
record Position(int partition, long offset) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,5})-([0-9]{1,18})");

    String written() {
        return partition + "-" + offset;
    }

    static Optional<Position> of(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        return matcher.matches()
                ? Optional.of(new Position(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }
}
