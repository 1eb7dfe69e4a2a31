package io.earshot.bench.alerts;

import io.earshot.bench.Arguments;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What to measure.
 *
 * @param parts which of {@link #PARTS}
 * @param rate detractors a second, of {@code latency} and the slow ones
 * @param time for how long they come in {@code latency}
 * @param stores that they come to, each with a channel of its own, in {@code latency}
 * @param backlog how many deliveries are owed to the slow endpoint
 * @param slowAnswer how long it takes to answer
 * @param slowTime for how long detractors come to the quick one
 * @param cases how many are open, in {@code list} and {@code inbox}
 * @param listRate questions a second
 * @param inboxRate looks a second, in {@code inbox}
 * @param listTime for how long, each kind
 * @param warmUp of each kind of load
 */
record Options(
        Set<String> parts,
        double rate,
        Duration time,
        int stores,
        long backlog,
        Duration slowAnswer,
        Duration slowTime,
        long cases,
        double listRate,
        double inboxRate,
        Duration listTime,
        Duration warmUp) {

    static final Set<String> PARTS = Set.of("latency", "slow", "slow-beside", "list", "inbox");

    /** A page has to have cases enough to tell a list from another. */
    private static final long FEWEST_CASES = 1_000;

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("--parts", "latency,slow,slow-beside,list,inbox"),
            Map.entry("--rate", "200"),
            Map.entry("--time", "60"),
            Map.entry("--stores", "1"),
            Map.entry("--backlog", "10000"),
            Map.entry("--slow-answer", "5"),
            Map.entry("--slow-time", "30"),
            Map.entry("--cases", "1000000"),
            Map.entry("--list-rate", "100"),
            Map.entry("--inbox-rate", "20"),
            Map.entry("--list-time", "30"),
            Map.entry("--warm-up", "60"));

    Options {
        if (stores < 1 || cases < FEWEST_CASES || rate <= 0 || listRate <= 0 || inboxRate <= 0 || backlog < 1) {
            throw new IllegalArgumentException("--rate " + rate + " --stores " + stores + " --backlog " + backlog
                    + " --cases " + cases + " --list-rate " + listRate + " --inbox-rate " + inboxRate
                    + " (expected: more than 0, and at least " + FEWEST_CASES + " cases)");
        }
    }

    /** @throws IllegalArgumentException saying what was expected */
    static Options parse(String... arguments) {
        Arguments given = Arguments.parse(DEFAULTS, Set.of(), arguments);
        return new Options(
                given.some("--parts", PARTS),
                given.get("--rate", Double::parseDouble),
                given.get("--time", Options::seconds),
                given.get("--stores", Integer::parseInt),
                given.get("--backlog", Long::parseLong),
                given.get("--slow-answer", Options::seconds),
                given.get("--slow-time", Options::seconds),
                given.get("--cases", Long::parseLong),
                given.get("--list-rate", Double::parseDouble),
                given.get("--inbox-rate", Double::parseDouble),
                given.get("--list-time", Options::seconds),
                given.get("--warm-up", Options::seconds));
    }

    /** How many come at the rate in that time. */
    long detractors(Duration duration) {
        return (long) (rate * duration.toSeconds());
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
