package io.earshot.ingest.csvimport;

import io.earshot.ingest.http.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

/** The imports that run now, with a bounded number of threads of their own, since each of them blocks for as long as its file is. */
@Component
final class RunningImports implements ApplicationListener<ContextClosedEvent>, DisposableBean {

    private final Set<ImportRun> runs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger threads = new AtomicInteger();
    private final int atOnce;
    private final ExecutorService executor;
    private volatile boolean stopping;

    RunningImports(ImportSettings settings) {
        this.atOnce = settings.atOnce();
        this.executor =
                new ThreadPoolExecutor(0, settings.atOnce(), 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "earshot-import-" + threads.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Starts an import. @return why not, if as many run as may or the service is about to stop */
    Optional<Problem> start(ImportRun run) {
        if (stopping) {
            return Optional.of(
                    Problem.unavailable("the service stops (expected: the file once more, to another instance)"));
        }
        try {
            executor.execute(() -> {
                runs.add(run);
                try {
                    if (stopping) {
                        run.stop();
                    }
                    run.run();
                } finally {
                    runs.remove(run);
                }
            });
            return Optional.empty();
        } catch (RejectedExecutionException e) {
            return Optional.of(Problem.unavailable(atOnce + " imports are running (expected: fewer)"));
        }
    }

    /** The service is about to stop: imports end early and say so, instead of being cut when the time for draining is over. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        stopping = true;
        runs.forEach(ImportRun::stop);
    }

    @Override
    public void destroy() {
        executor.shutdown();
    }
}
