package io.earshot.local.launcher;

import io.earshot.local.servers.ServerStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Held by the one launcher that works in a folder; the system gives it back when that launcher ends, however it ends. */
final class RunLock {

    static final String LAUNCHER = "up";

    private final Home home;
    private final FileLock lock;

    private RunLock(Home home, FileLock lock) {
        this.home = home;
        this.lock = lock;
    }

    /** @throws ServerStartException if another launcher holds it */
    static RunLock take(Home home) {
        try {
            FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new ServerStartException(alreadyRunning(home.pid(LAUNCHER)));
            }
            home.writePid(LAUNCHER, ProcessHandle.current().pid());
            return new RunLock(home, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void release() {
        home.removePid(LAUNCHER);
        try {
            lock.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String alreadyRunning(Path pidFile) throws IOException {
        String pid = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "PID";
        return "Earshot already runs here (process " + pid
                + "): stop it with Ctrl-C where it was started, or with: kill " + pid;
    }
}
