package io.earshot.local.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * The feedback of a small shop's week, as its storefront would post it. The same each time for the same end of the week, ids included: what is
 * random about it comes from one seed.
 */
final class DemoWeek {

    private static final long SEED = 20_261_122;
    private static final Duration WEEK = Duration.ofDays(7);
    /** Most people only click a score. */
    private static final int SILENT_ANSWERS = 420;

    private static final int CUSTOMERS = 180;
    private static final List<String> LOCALES =
            List.of("sv-SE", "sv-SE", "sv-SE", "de-DE", "de-DE", "en-GB", "en-GB", "fr-FR", "nl-NL", "es-ES", "it-IT");
    private static final List<String> PRODUCTS =
            List.of("rain-jacket", "trail-shoes", "wool-sweater", "backpack-30", "thermo-mug", "head-lamp");
    /** Of answers 1 to 5, in percent. */
    private static final int[] FIVE_POINTS = {0, 5, 6, 12, 34, 43};

    private final Instant end;
    private final Random random = new Random(SEED);

    /** @param end when the week ends; all items happened before */
    DemoWeek(Instant end) {
        this.end = end;
    }

    /** All items, the oldest first. */
    List<Map<String, Object>> items() {
        List<Map<String, Object>> items = new ArrayList<>();
        written().forEach(line -> items.add(written(line, items.size())));
        for (int i = 0; i < SILENT_ANSWERS; i++) {
            items.add(silent(items.size()));
        }
        items.sort((a, b) -> ((String) a.get("occurredAt")).compareTo((String) b.get("occurredAt")));
        return items;
    }

    /** From a line of the resource. */
    private Map<String, Object> written(String line, int number) {
        String[] cells = line.split("\t");
        Map<String, Object> item = item(number, cells[1]);
        switch (cells[1]) {
            case "survey" -> {
                item.put("metric", cells[2]);
                item.put("score", Integer.valueOf(cells[3]));
            }
            case "review" -> {
                item.put("title", cells[2]);
                item.put("rating", Integer.valueOf(cells[3]));
                item.put("source", cells[4]);
            }
            default -> {
                item.put("category", cells[2]);
                if (isThere(cells[3])) {
                    item.put("rating", Integer.valueOf(cells[3]));
                }
            }
        }
        item.put("comment", cells[8]);
        item.put("customer", customer(random.nextInt(CUSTOMERS)));
        item.put("context", context(cells));
        return item;
    }

    private static Map<String, Object> context(String[] cells) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("channel", "review".equals(cells[1]) ? "web" : cells[4]);
        context.put("touchpoint", cells[5]);
        if (isThere(cells[6])) {
            context.put("product", cells[6]);
        }
        if (isThere(cells[7])) {
            context.put("aspect", cells[7]);
        }
        context.put("locale", cells[0]);
        if ("button".equals(cells[1])) {
            context.put("page", "https://shop.example/" + cells[5]);
        }
        return context;
    }

    /** A score and nothing else. */
    private Map<String, Object> silent(int number) {
        int kind = random.nextInt(100);
        Map<String, Object> item = item(number, kind < 80 ? "survey" : "review");
        Map<String, Object> context = new LinkedHashMap<>();
        if (kind < 45) {
            survey(item, context, "nps", npsAnswer(), "delivery", "email", "post-delivery");
        } else if (kind < 65) {
            survey(item, context, "csat", one(FIVE_POINTS), "support", "web", "after-chat");
        } else if (kind < 80) {
            survey(item, context, "ces", Math.min(7, 2 + one(FIVE_POINTS)), "checkout", "web", "after-checkout");
        } else {
            item.put("rating", one(FIVE_POINTS));
            item.put("source", "storefront");
            context.put("channel", "web");
            context.put("touchpoint", "product");
            context.put("product", PRODUCTS.get(random.nextInt(PRODUCTS.size())));
        }
        context.put("locale", LOCALES.get(random.nextInt(LOCALES.size())));
        if (random.nextBoolean()) {
            item.put("customer", customer(random.nextInt(CUSTOMERS)));
        }
        item.put("context", context);
        return item;
    }

    private void survey(
            Map<String, Object> item,
            Map<String, Object> context,
            String metric,
            int score,
            String touchpoint,
            String channel,
            String survey) {
        item.put("metric", metric);
        item.put("score", score);
        context.put("channel", channel);
        context.put("touchpoint", touchpoint);
        context.put("order", "o-" + (5_000 + random.nextInt(900)));
        context.put("survey", survey);
    }

    /** More happy than not, and more at the ends than in the middle. */
    private int npsAnswer() {
        int percent = random.nextInt(100);
        if (percent < 55) {
            return 9 + random.nextInt(2);
        }
        return percent < 83 ? 7 + random.nextInt(2) : random.nextInt(7);
    }

    /** @param percents of the numbers from 0 on, 100 together */
    private int one(int[] percents) {
        int left = random.nextInt(100);
        int number = 0;
        while (left >= percents[number]) {
            left -= percents[number];
            number++;
        }
        return number;
    }

    private Map<String, Object> item(int number, String kind) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", "demo-%04d".formatted(number));
        item.put("kind", kind);
        item.put(
                "occurredAt",
                end.minusSeconds(1 + random.nextInt((int) WEEK.toSeconds() - 1)).toString());
        return item;
    }

    private static Map<String, Object> customer(int number) {
        String id = "c-%03d".formatted(number);
        Map<String, Object> customer = new LinkedHashMap<>();
        customer.put("id", id);
        customer.put("email", id + "@customers.example");
        if (number % 12 == 0) {
            customer.put("tags", List.of("vip"));
        }
        return customer;
    }

    private static boolean isThere(String cell) {
        return !"-".equals(cell);
    }

    private static List<String> written() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DemoWeek.class.getResourceAsStream("/demo-comments.tsv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
