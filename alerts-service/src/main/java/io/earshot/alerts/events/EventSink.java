package io.earshot.alerts.events;

import java.util.concurrent.CompletionStage;

/** Where every change of every case goes, for other programs. */
public interface EventSink {

    /** Ends when the event is safe there; fails if that can't be had now. Never blocks; saying it again does no harm. */
    CompletionStage<?> publish(CaseEvent event);
}
