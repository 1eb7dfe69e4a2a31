package io.earshot.scoring.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.scoring.measure.Series;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriUtils;

/**
 * What somebody looks at, as it stands in the address of the page: each link and each part of a page is made from it. Holds what was asked for,
 * checked or not; the questions made of it are checked where they are asked. Never changes.
 */
final class Address {

    /** In the order in which they stand in an address. */
    private static final List<String> NAMES = List.of(
            "metric",
            "scale",
            "window",
            "from",
            "to",
            "segment",
            "dimension",
            "sort",
            "minScore",
            "maxScore",
            "text",
            "cursor");

    private static final Set<String> OF_A_SCORE = Set.of("metric", "scale", "window", "from", "to", "segment");

    /** What belongs to the list of segments. */
    static final Set<String> OF_SEGMENTS = Set.of("dimension", "sort");

    /** What belongs to the list of answers. */
    static final Set<String> OF_ANSWERS = Set.of("minScore", "maxScore", "text");

    private final Map<String, String> parameters;

    private Address(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** The address with these parameters; others, such as those that mail programs add to links, are left out. */
    static Address of(MultiValueMap<String, String> given) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : NAMES) {
            String value = given.getFirst(name);
            if (value != null && !value.isBlank()) {
                parameters.put(name, value.strip());
            }
        }
        return new Address(parameters);
    }

    /** The address of a page, as a browser tells it; the empty one if it is none. */
    static Address ofPage(String url) {
        String query = url.replaceFirst("#.*", "").replaceFirst("^[^?]*\\??", "");
        MultiValueMap<String, String> given = new LinkedMultiValueMap<>();
        try {
            for (String one : query.split("&")) {
                String[] parts = one.split("=", 2);
                if (parts.length == 2) {
                    given.add(parts[0], URLDecoder.decode(parts[1], UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            return new Address(Map.of());
        }
        return of(given);
    }

    // public is what templates call

    @Nullable
    public String get(String name) {
        return parameters.get(name);
    }

    String get(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }

    /** The same but for one parameter. */
    public Address with(String name, Object value) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (String each : NAMES) {
            String kept = each.equals(name) ? value.toString() : parameters.get(each);
            if (kept != null) {
                changed.put(each, kept);
            }
        }
        return new Address(changed);
    }

    Address with(Series series) {
        Address metric = with("metric", series.metric().slug());
        return series.scale().equals(series.metric().defaultScale())
                ? metric.without("scale")
                : metric.with("scale", series.scale().slug());
    }

    public Address without(String... names) {
        Map<String, String> left = new LinkedHashMap<>(parameters);
        Arrays.asList(names).forEach(left::remove);
        return new Address(left);
    }

    /** The score alone, without what was asked about its segments and its answers. */
    public Address ofScore() {
        return only(OF_A_SCORE);
    }

    /** The same, with those parameters of the other address, where it has them. */
    Address withThoseOf(Address other, Set<String> names) {
        Address changed = without(names.toArray(String[]::new));
        for (String name : names) {
            String value = other.get(name);
            changed = value == null ? changed : changed.with(name, value);
        }
        return changed;
    }

    /** Only those parameters. */
    public Address only(Set<String> names) {
        Map<String, String> left = new LinkedHashMap<>(parameters);
        left.keySet().retainAll(names);
        return new Address(left);
    }

    /** The parameters as a question of the API has them. */
    MultiValueMap<String, String> toParameters() {
        MultiValueMap<String, String> multi = new LinkedMultiValueMap<>();
        parameters.forEach(multi::add);
        return multi;
    }

    /** The parameters by name, in their order. */
    public Map<String, String> toMap() {
        return Collections.unmodifiableMap(parameters);
    }

    /** The address of the page. */
    public String page() {
        return "/" + query();
    }

    /** The page where the answers begin. */
    public String answers() {
        return page() + "#answers";
    }

    /** The address of a part of the page, or of a file with what it shows. */
    public String part(String name) {
        return "/board/" + name + query();
    }

    /** A page with that part of it as this address has it, at the part: the same address is the part alone for the scripts of a page. */
    public String whole(String name) {
        return part(name) + "#" + name;
    }

    private String query() {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + UriUtils.encode(one.getValue(), UTF_8))
                .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
    }
}
