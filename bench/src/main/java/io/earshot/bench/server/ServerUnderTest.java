package io.earshot.bench.server;

import io.earshot.local.servers.ChildCommand;
import io.earshot.local.servers.ChildProcess;
import io.earshot.local.servers.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A server that is measured, in a JVM of its own; ends with this one. */
public final class ServerUnderTest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ChildProcess child;
    private final InetSocketAddress address;
    private final int managementPort;

    private ServerUnderTest(ChildProcess child, InetSocketAddress address, int managementPort) {
        this.child = child;
        this.address = address;
        this.managementPort = managementPort;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> child.process().destroyForcibly()));
    }

    /** The ingest service, and waits until it is ready. */
    public static ServerUnderTest ingest(Path root, Path folder, List<String> jvm, Map<String, String> environment)
            throws IOException, InterruptedException {
        return service("ingest", root, folder, jvm, environment);
    }

    /** The scoring service, and waits until it is ready: until it reads the topic and Cassandra answers. */
    public static ServerUnderTest scoring(Path root, Path folder, List<String> jvm, Map<String, String> environment)
            throws IOException, InterruptedException {
        return service("scoring", root, folder, jvm, environment);
    }

    /** The alerts service, and waits until it is ready: until it reads the topic. */
    public static ServerUnderTest alerts(Path root, Path folder, List<String> jvm, Map<String, String> environment)
            throws IOException, InterruptedException {
        return service("alerts", root, folder, jvm, environment);
    }

    private static ServerUnderTest service(
            String name, Path root, Path folder, List<String> jvm, Map<String, String> environment)
            throws IOException, InterruptedException {
        String module = name + "-service";
        String jar =
                root.resolve(module).resolve("target").resolve(module + ".jar").toString();
        return start(name, "/readyz", List.of("-jar", jar), folder, jvm, environment);
    }

    /** The bare handlers, and waits until they answer. */
    public static ServerUnderTest bare(Path folder, List<String> jvm) throws IOException, InterruptedException {
        List<String> program =
                List.of("-cp", System.getProperty("java.class.path"), "io.earshot.bench.bare.BareServer");
        return start("bare", "/", program, folder, jvm, Map.of());
    }

    private static ServerUnderTest start(
            String name,
            String probe,
            List<String> program,
            Path folder,
            List<String> jvm,
            Map<String, String> environment)
            throws IOException, InterruptedException {
        int port = FreePorts.next();
        int managementPort = FreePorts.next();
        List<String> command = new ArrayList<>();
        command.add(Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(jvm);
        command.addAll(program);
        Map<String, String> all = new HashMap<>(environment);
        all.put("EARSHOT_PORT", Integer.toString(port));
        all.put("EARSHOT_MANAGEMENT_PORT", Integer.toString(managementPort));
        all.put("SERVER_PORT", Integer.toString(port));
        Path log = folder.resolve(name + "-" + port + ".log");
        ServerUnderTest server = new ServerUnderTest(
                ChildProcess.start(new ChildCommand(name, command, all, log)),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                managementPort);
        server.await(probe, log);
        return server;
    }

    private void await(String probe, Path log) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + probe))
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(client, request)) {
            if (!child.isRunning() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("not ready within " + PATIENCE.toSeconds() + " s, see " + log);
            }
            Thread.sleep(100);
        }
    }

    /** The bare server has nothing at its root, and says so: that will do. */
    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 || status == 404 && request.uri().getPath().equals("/");
        } catch (IOException e) {
            return false;
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Where a service has its metrics, on the same address. */
    public int managementPort() {
        return managementPort;
    }

    public Process process() {
        return child.process();
    }

    /** The most memory the process ever had, in MiB; -1 where the system does not tell (only Linux does). */
    public long peakMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process().pid()), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    /** SIGKILL: it gets no chance to finish anything. */
    public void kill() {
        child.kill();
    }

    /** SIGTERM, and SIGKILL after 20 s. */
    @Override
    public void close() {
        child.stop(Duration.ofSeconds(20));
    }
}
