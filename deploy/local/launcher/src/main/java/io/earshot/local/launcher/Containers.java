package io.earshot.local.launcher;

import io.earshot.local.servers.ServerStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What {@code docker-compose.yml} has of the launcher, since compose itself starts the parts: makes what they share, shows the keys, plays the demo. See
 * {@code deploy/docker/tools}.
 *
 * <p>In its folder each of {@code keys}, {@code secrets} and {@code private} is a volume, for those who need what is in it.
 */
final class Containers {

    /** Where a browser finds all, see {@link Site#parse}. */
    static final String ADDRESSES = "EARSHOT_ADDRESSES";

    /** How a shell gets to know the keys. */
    private static final String SHOW_KEYS = "eval \"$(docker compose run --rm -T keys show)\"";

    private final Path folder;
    private final Map<String, String> environment;
    private final Screen screen;
    private final Clock clock;

    Containers(Path folder, Map<String, String> environment, Screen screen, Clock clock) {
        this.folder = folder;
        this.environment = environment;
        this.screen = screen;
        this.clock = clock;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(System.getProperty(Main.DIRECTORY, "."));
        try {
            new Containers(folder, System.getenv(), new Screen(System.out), Clock.systemUTC()).run(arguments);
        } catch (ServerStartException | IllegalArgumentException e) {
            fail(e.getMessage());
        } catch (UncheckedIOException e) {
            fail(e.getCause().toString());
        } catch (IOException e) {
            fail(e.toString());
        }
    }

    /**
     * @throws ServerStartException if it is not understood or can't be done
     * @throws IOException if the demo can't be played
     */
    void run(String... arguments) throws IOException, InterruptedException {
        switch (String.join(" ", arguments)) {
            case "make" -> make();
            case "show" -> screen.say(Files.readString(home().keysEnvironment()).strip());
            case "demo" -> playDemo(new InetSocketAddress(Site.STORE_FRONT_PORT));
            default ->
                throw new ServerStartException(
                        String.join(" ", arguments) + " (expected: make, show, demo, or what deploy/keys knows)");
        }
    }

    private void make() {
        boolean made = !Files.exists(home().keysEnvironment());
        keys();
        Path secrets = folder.resolve("secrets");
        LocalSecrets.of(
                secrets.resolve("EARSHOT_ALERTS_SECRET_KEYS"),
                secrets.resolve("EARSHOT_SESSION_SECRET"),
                new SecureRandom());
        screen.say(made ? "Keys and secrets were made." : "Keys and secrets are there.");
        screen.say("For a shell: " + SHOW_KEYS);
    }

    /** A demo that fails is said; the shop stays open. */
    private void playDemo(InetSocketAddress listen) throws IOException, InterruptedException {
        LocalKeys keys = keys();
        new StoreFront(site(), keys).open(listen);
        screen.say("demo shop", site().storeFront() + "/   give a 2 there, then watch board and inbox");
        screen.say("sign in with", keys.signIn());
        try {
            new Demo(Site.ofContainers(), site(), new Http(), keys, SHOW_KEYS, screen)
                    .play(DemoStart.of(home(), clock));
        } catch (IOException e) {
            System.err.println("The demo was not played: " + e.getMessage());
        }
    }

    private LocalKeys keys() {
        List<String> origins = site().all().map(URI::toString).toList();
        return LocalKeys.of(
                folder.resolve("keys").resolve("keys.json"), home().keysEnvironment(), origins, new SecureRandom());
    }

    private Site site() {
        return Site.parse(environment.getOrDefault(ADDRESSES, ""));
    }

    private Home home() {
        return new Home(folder.resolve("private"));
    }

    private static void fail(String why) {
        System.err.println("earshot: " + why);
        System.exit(1);
    }
}
