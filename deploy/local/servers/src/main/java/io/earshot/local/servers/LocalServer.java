package io.earshot.local.servers;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A real server, running as a child process on the loopback interface: it can be killed, frozen and started again on the same data
 * and the same ports.
 *
 * <p>It is killed when this JVM ends: by itself, by {@code System.exit}, SIGTERM or SIGINT. If this JVM itself gets
 * SIGKILL, no code of it runs any more and the server stays; whoever starts servers that must not outlive such an end writes down
 * their process ids, as {@code deploy/local/up} does.
 *
 * <p>Safe for use by several threads.
 */
public abstract sealed class LocalServer implements AutoCloseable permits KafkaServer, CassandraServer {

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Set<LocalServer> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(LocalServer::killAll, "local-servers-kill"));
    }

    private final ChildCommand command;
    private final InetSocketAddress address;
    private ChildProcess child;

    LocalServer(ChildCommand command, InetSocketAddress address) {
        this.command = command;
        this.address = address;
        RUNNING.add(this);
        this.child = ChildProcess.start(command);
    }

    /** Where clients connect to, as {@code host:port}. */
    public final String address() {
        return address.getHostString() + ":" + address.getPort();
    }

    public final InetSocketAddress socketAddress() {
        return address;
    }

    /** The server's own process: the newest one, if it was started again. */
    public final synchronized Process process() {
        return child.process();
    }

    public final long pid() {
        return process().pid();
    }

    /** SIGKILL: the server gets no chance to write anything down. */
    public final synchronized void kill() {
        child.kill();
    }

    /** SIGTERM, and SIGKILL after 20 s. */
    public final synchronized void stop() {
        child.stop(GRACE);
    }

    /** Sends a signal by name: {@code STOP} freezes the server, {@code CONT} lets it go on. */
    public final synchronized void signal(String signal) {
        child.signal(signal);
    }

    /** Starts the server again on its data and ports, after {@link #kill()} or {@link #stop()}; stops it first if it runs. Does not wait until it is ready. */
    public final synchronized void restart() {
        if (child.isRunning()) {
            child.stop(GRACE);
        }
        child = ChildProcess.start(command);
    }

    /**
     * Waits until the server answers in its own protocol.
     *
     * @throws ServerStartException if it ends instead, or takes longer than {@code timeout}
     */
    public final void awaitReady(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!answers()) {
            if (!process().isAlive()) {
                throw new ServerStartException(
                        command.name() + " ended with status " + process().exitValue() + ", see " + command.log());
            }
            if (System.nanoTime() > deadline) {
                throw new ServerStartException(
                        command.name() + " is not ready after " + timeout.toSeconds() + " s, see " + command.log());
            }
            pause();
        }
    }

    /** Whether the server takes requests right now. */
    public abstract boolean answers();

    /** Ends the server for good. */
    @Override
    public final void close() {
        stop();
        RUNNING.remove(this);
    }

    private void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("Interrupted while waiting for " + command.name(), e);
        }
    }

    private static void killAll() {
        RUNNING.forEach(server -> server.process().destroyForcibly());
    }
}
