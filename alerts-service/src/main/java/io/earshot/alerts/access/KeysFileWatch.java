package io.earshot.alerts.access;

import io.earshot.access.KeyRing;
import io.earshot.access.KeysFile;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The access keys, read again every second on a thread of its own. */
@Component
final class KeysFileWatch implements DisposableBean {

    private final KeysFile file;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "keys-file");
        thread.setDaemon(true);
        return thread;
    });

    KeysFileWatch(AccessProperties properties) {
        this.file = new KeysFile(properties.path());
        executor.scheduleWithFixedDelay(file::refresh, 1, 1, TimeUnit.SECONDS);
    }

    KeyRing keys() {
        return file.keys();
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
