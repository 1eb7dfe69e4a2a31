package io.earshot.scoring.audit;

import io.earshot.scoring.problem.NoRoomException;
import org.springframework.context.SmartLifecycle;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The one thread that works at the audits that are asked for, and the short queue before it. */
final class AuditThread implements SmartLifecycle {

    private static final int WAITING = 8;

    private final Scheduler scheduler = Schedulers.newBoundedElastic(1, WAITING, "audit");
    private volatile boolean started;

    /** Whose thread may wait for the database; it is interrupted where nobody waits for the answer any more. */
    Scheduler scheduler() {
        return scheduler;
    }

    boolean isStopped() {
        return scheduler.isDisposed();
    }

    /** Why an audit is not taken on, or not brought to its end. */
    NoRoomException noRoom() {
        return new NoRoomException(
                isStopped()
                        ? "the service stops; ask another instance"
                        : WAITING + " audits wait for one that is at work (expected: at most that)");
    }

    @Override
    public void start() {
        started = true;
    }

    /** Gives up what is at work: it may last longer than the service waits for requests to end. */
    @Override
    public void stop() {
        started = false;
        scheduler.dispose();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stops before the web server, which waits for its requests. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
