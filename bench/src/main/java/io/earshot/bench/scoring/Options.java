package io.earshot.bench.scoring;

import io.earshot.bench.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to measure.
 *
 * @param parts which of {@link #PARTS}
 * @param catchUpItems of the topic that is caught up with
 * @param contenders which of {@link #CONTENDERS} catch up
 * @param commitInterval of the Kafka Streams job
 * @param postRate posts a second while it is measured how soon they are visible
 * @param postTime for how long
 * @param yearItems of the year that is asked about
 * @param queryRate queries a second
 * @param queryTime for how long, each kind
 * @param warmUp of each kind of load
 * @param growth numbers of items at which the cost is measured, rising
 * @param withoutItems whether the group that writes down every item is left out as the history grows
 * @param products of each store as the history grows; 0: none, as each adds rows of its own
 * @param figures where the growth's table and plot go, from the checkout
 */
record Options(
        Set<String> parts,
        long catchUpItems,
        Set<String> contenders,
        Duration commitInterval,
        double postRate,
        Duration postTime,
        long yearItems,
        double queryRate,
        Duration queryTime,
        Duration warmUp,
        List<Long> growth,
        boolean withoutItems,
        int products,
        String figures) {

    static final Set<String> PARTS = Set.of("catch-up", "latency", "queries", "growth");

    static final Set<String> CONTENDERS = Set.of("service", "processor", "dsl");

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("--parts", "catch-up,latency,queries"),
            Map.entry("--catch-up-items", "6000000"),
            Map.entry("--contenders", "service,processor,dsl"),
            Map.entry("--commit-interval", "1000"),
            Map.entry("--post-rate", "2000"),
            Map.entry("--post-time", "60"),
            Map.entry("--year-items", "2000000"),
            Map.entry("--query-rate", "200"),
            Map.entry("--query-time", "30"),
            Map.entry("--warm-up", "20"),
            Map.entry("--items", "1000000,10000000,50000000"),
            Map.entry("--products", "0"),
            Map.entry("--figures", "docs/figures"));

    Options {
        if (growth.isEmpty() || !growth.stream().sorted().toList().equals(growth) || growth.get(0) < 1_000) {
            throw new IllegalArgumentException("--items: " + growth + " (expected: rising, from 1000 on)");
        }
    }

    /** @throws IllegalArgumentException saying what was expected */
    static Options parse(String... arguments) {
        Arguments given = Arguments.parse(DEFAULTS, Set.of("--without-items"), arguments);
        return new Options(
                given.some("--parts", PARTS),
                given.get("--catch-up-items", Long::parseLong),
                given.some("--contenders", CONTENDERS),
                given.get("--commit-interval", millis -> Duration.ofMillis(Long.parseLong(millis))),
                given.get("--post-rate", Double::parseDouble),
                given.get("--post-time", Options::seconds),
                given.get("--year-items", Long::parseLong),
                given.get("--query-rate", Double::parseDouble),
                given.get("--query-time", Options::seconds),
                given.get("--warm-up", Options::seconds),
                given.get(
                        "--items",
                        sizes ->
                                Stream.of(sizes.split(",")).map(Long::parseLong).toList()),
                given.has("--without-items"),
                given.get("--products", Integer::parseInt),
                given.get("--figures", folder -> folder));
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
