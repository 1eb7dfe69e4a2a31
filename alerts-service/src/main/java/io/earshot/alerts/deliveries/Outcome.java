package io.earshot.alerts.deliveries;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt went. */
public sealed interface Outcome {

    /** For people, such as {@code HTTP 500}; never what the other side said. */
    String result();

    /** The other side has it. */
    record Delivered(String result) implements Outcome {}

    /**
     * It does not, and the attempt may be made again.
     *
     * @param retryAfter how long the other side wants to be left alone, null if it did not say
     */
    record Failed(String result, @Nullable Duration retryAfter) implements Outcome {

        public Failed(String result) {
            this(result, null);
        }
    }

    /** It does not, and says that it never will take this one: no attempt follows, and the channel stays as it is. */
    record Refused(String result) implements Outcome {}

    /** It does not and says that it never will: the channel is to be disabled. */
    record Gone(String result) implements Outcome {}
}
