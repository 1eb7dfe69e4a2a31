package io.earshot.alerts.inbox;

import io.earshot.alerts.cases.Casework;
import io.earshot.alerts.rules.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the address of the inbox asks for. What can't be is left out: an address that somebody kept shows the inbox, too.
 *
 * @param status of the API, null for all that is still to be worked on
 * @param severity of the API, null for all
 * @param team its name, {@link #NONE} for cases without one, null for all
 * @param assignee their name, {@link #NONE} for cases without one, null for all
 * @param after where a page after the first begins, null for the first
 */
record InboxQuery(
        @Nullable String status,
        @Nullable String severity,
        @Nullable String team,
        @Nullable String assignee,
        @Nullable String after) {

    /** In the address: who has none. An empty field of a form has to ask for all. */
    static final String NONE = "-";

    static final String RESOLVED = "resolved";

    static final List<String> SEVERITIES =
            Stream.of(Severity.values()).map(Severity::slug).toList();

    private static final int OF_EACH = 20;
    private static final int OF_ONE = 50;

    static InboxQuery read(MultiValueMap<String, String> parameters) {
        String status = given(parameters, "status");
        String severity = given(parameters, "severity");
        return new InboxQuery(
                status != null && Casework.statuses().contains(status) ? status : null,
                severity != null && SEVERITIES.contains(severity) ? severity : null,
                given(parameters, "team"),
                given(parameters, "assignee"),
                given(parameters, "after"));
    }

    private static @Nullable String given(MultiValueMap<String, String> parameters, String name) {
        String value = parameters.getFirst(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    public boolean isOfResolved() {
        return RESOLVED.equals(status);
    }

    public boolean isFiltered() {
        return status != null || severity != null || team != null || assignee != null;
    }

    /** As the API is asked. */
    MultiValueMap<String, String> parameters() {
        MultiValueMap<String, String> asked = new LinkedMultiValueMap<>();
        put(asked, "status", status);
        put(asked, "severity", severity);
        put(asked, "team", team);
        put(asked, "assignee", assignee);
        if (isOfResolved()) {
            put(asked, "cursor", after);
        }
        asked.set("limit", String.valueOf(severity == null && !isOfResolved() ? OF_EACH : OF_ONE));
        return asked;
    }

    private static void put(MultiValueMap<String, String> asked, String name, @Nullable String value) {
        if (value != null) {
            asked.set(name, value.equals(NONE) ? "" : value);
        }
    }

    InboxQuery of(String other) {
        return new InboxQuery(status, other, team, assignee, null);
    }

    public InboxQuery from(@Nullable String place) {
        return new InboxQuery(status, severity, team, assignee, place);
    }

    /** The same as an address. */
    public String link(String path) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
        add(link, "status", status);
        add(link, "severity", severity);
        add(link, "team", team);
        add(link, "assignee", assignee);
        add(link, "after", after);
        return link.encode().build().toUriString();
    }

    private static void add(UriComponentsBuilder link, String name, @Nullable String value) {
        if (value != null) {
            link.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
        }
    }
}
