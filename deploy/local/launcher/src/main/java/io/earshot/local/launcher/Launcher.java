package io.earshot.local.launcher;

import io.earshot.local.servers.JdkFinder;
import io.earshot.local.servers.ServerStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** One run: looks first whether all can start, then starts it, tells where it is, and stays until it is stopped. */
final class Launcher {

    private final Home home;
    private final Screen screen;
    private final Clock clock;

    Launcher(Home home, Screen screen, Clock clock) {
        this.home = home;
        this.screen = screen;
        this.clock = clock;
    }

    /**
     * Does not return while the parts run.
     *
     * @throws ServerStartException if something is missing or does not start
     */
    void run(Arguments arguments) {
        Instant start = clock.instant();
        Ports ports = new Ports(arguments.portOffset());
        Http http = new Http();
        Site site = Site.local(ports);
        Parts parts = new Parts(home, ports, http);
        home.create();
        RunLock lock = RunLock.take(home);
        Supervisor supervisor = new Supervisor(parts.all(), home, screen, clock);
        stopAtEnd(supervisor, lock);

        LocalKeys keys = prepare(arguments, ports, site);
        supervisor.start();
        supervisor.awaitReady();
        screen.say("\nEarshot is ready after "
                + Duration.between(start, clock.instant()).toSeconds() + " s.\n");
        if (arguments.demo()) {
            openStore(site, keys);
        }
        sayWhatIsThere(site);
        if (arguments.demo()) {
            playDemo(site, http, keys);
        }
        screen.say("\nCtrl-C stops everything.");
        stay();
    }

    private LocalKeys prepare(Arguments arguments, Ports ports, Site site) {
        new JdkFinder().forCassandra();
        new Leftovers(home, screen).stop(Parts.NAMES);
        Memory.check();
        ports.checkFree();
        if (arguments.fresh()) {
            home.clear(Parts.NAMES);
        }
        Parts.NAMES.forEach(home::rotateLog);
        boolean made = !Files.exists(home.keysEnvironment());
        List<String> origins = site.all().map(URI::toString).toList();
        LocalKeys keys = LocalKeys.of(home, origins, new SecureRandom());
        screen.say("Earshot starts, its data is in " + shown(home.directory()) + (made ? ", keys were made" : ""));
        return keys;
    }

    private void stopAtEnd(Supervisor supervisor, RunLock lock) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            supervisor.stop();
                            lock.release();
                        },
                        "stop"));
    }

    /** A shop that can't be opened is said, and is no reason to stop what runs. */
    private void openStore(Site site, LocalKeys keys) {
        try {
            InetSocketAddress listen = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), site.storeFront().getPort());
            new StoreFront(site, keys).open(listen);
            screen.say("demo shop", site.storeFront() + "/   give a 2 there, then watch board and inbox");
            screen.say("sign in with", keys.signIn());
        } catch (IOException e) {
            System.err.println("deploy/local/up: the demo's shop was not opened: " + e.getMessage());
        }
    }

    private void sayWhatIsThere(Site site) {
        URI ingest = site.ingest();
        URI scoring = site.scoring();
        URI alerts = site.alerts();
        String keysEnvironment = shown(home.keysEnvironment());
        screen.say("score board", scoring + "/");
        screen.say("inbox", alerts + "/");
        screen.say("feedback in", ingest.toString());
        screen.say("keys", keysEnvironment);
        screen.say("logs", shown(home.directory()) + "/*.log");
        screen.say("""

                Try, in another terminal:

                  . %s
                  curl -sS %s/v1/feedback -H "Authorization: Bearer $EARSHOT_INGEST_KEY" -H 'Content-Type: application/json' \\
                    -d '{"kind": "survey", "metric": "nps", "score": 3, "comment": "The parcel came late", "customer": {"id": "c-17"}}'
                  curl -sS '%s/v1/scores?metric=nps&window=24h' -H "Authorization: Bearer $EARSHOT_READ_KEY"
                  curl -sS '%s/v1/cases?status=open' -H "Authorization: Bearer $EARSHOT_SUPPORT_KEY\"""".formatted(keysEnvironment, ingest, scoring, alerts));
    }

    /** A demo that fails is said, and is no reason to stop what runs. */
    private void playDemo(Site site, Http http, LocalKeys keys) {
        try {
            new Demo(site, site, http, keys, ". " + shown(home.keysEnvironment()), screen)
                    .play(DemoStart.of(home, clock));
        } catch (IOException e) {
            System.err.println("deploy/local/up: the demo was not played: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String shown(Path file) {
        return home.shown(file, Path.of(""));
    }

    private static void stay() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
