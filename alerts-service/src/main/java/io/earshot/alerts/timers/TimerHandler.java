package io.earshot.alerts.timers;

/** Looks at what one kind of timers is about. */
public interface TimerHandler {

    String kind();

    /**
     * Called when the time has come, by several threads and, after a crash or by several instances, more than once.
     *
     * @return whether the timer is done with; else it is looked at again in a second
     */
    boolean look(Timer timer);

    /** Called after all timers that were due have been looked at. */
    default void passed() {}
}
