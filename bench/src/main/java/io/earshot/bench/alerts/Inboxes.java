package io.earshot.bench.alerts;

import io.earshot.access.KeyRing;
import io.earshot.access.Session;
import io.earshot.access.SessionSeal;
import io.earshot.bench.Report;
import io.earshot.bench.load.Ids;
import io.earshot.bench.load.OpenLoad;
import io.earshot.bench.load.RequestTemplate;
import io.earshot.bench.server.CassandraTables;
import io.earshot.bench.server.Site;
import io.earshot.bench.server.Work;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How fast the inbox is shown where a store has very many open cases, at a steady rate of looks. */
final class Inboxes {

    private static final int CONNECTIONS = 100;
    /** Of each severity, where all are shown, and where one is. */
    private static final int OF_EACH = 20;

    private static final int OF_ONE = 50;
    private static final int PAGES = 50;
    private static final Pattern MORE = Pattern.compile("href=\"(/\\?severity=normal&amp;after=[^\"]+)\"");

    /** Looks of one kind; each connection has one of them. */
    private record Kind(String name, Function<Random, String> path) {}

    private final Services services;
    private final Options options;
    private final String session;
    private final Random random = new Random(1);

    private Inboxes(Services services, Options options) {
        this.services = services;
        this.options = options;
        this.session = SessionSeal.COOKIE + "="
                + new SessionSeal(AlertsService.SESSION_SECRET)
                        .seal(new Session(
                                KeyRing.hash(services.keys().of(OpenCases.STORE)),
                                "anna@shop.example",
                                Instant.now().plus(Duration.ofDays(1))));
    }

    static void run(Site site, Options options) throws IOException, InterruptedException {
        Report.title(
                "The inbox with %,d open cases in the store, %.0f looks a second for %d s each",
                options.cases(), options.inboxRate(), options.listTime().toSeconds());
        try (Services services = Services.start(site, List.of(OpenCases.STORE), CaseLists.SETTINGS)) {
            OpenCases cases = OpenCases.begin(services, options.cases());
            try (CassandraTables tables = new CassandraTables(site.servers().cassandra())) {
                cases.write(tables);
                Report.progress("%,d cases are written", options.cases());
                tables.settle(AlertsService.KEYSPACE);
            }
            new Inboxes(services, options).measure(cases);
        }
    }

    private void measure(OpenCases cases) throws IOException, InterruptedException {
        cases.requireInbox("", session, OF_EACH, one -> true);
        cases.requireInbox(
                "?severity=high", session, OF_ONE, one -> one.severity().equals("high"));
        cases.requireInbox("?assignee=agent-3", session, OF_EACH, one -> "agent-3".equals(one.assignee()));
        cases.requireInbox("?team=team-1", session, OF_EACH, one -> "team-1".equals(one.team()));
        List<String> pages = pages(cases);
        Report.progress(
                "the right cases are shown, in their order, on the first pages and on %,d behind", pages.size());
        List<Kind> kinds = List.of(
                new Kind("all", any -> "/"),
                new Kind("of high severity", any -> "/?severity=high"),
                new Kind("of an assignee", any -> "/?assignee=agent-" + any.nextInt(ListedCase.ASSIGNEES)),
                new Kind("of a team", any -> "/?team=team-" + any.nextInt(ListedCase.TEAMS)),
                new Kind("a page further on", any -> pages.get(any.nextInt(pages.size()))));
        for (Kind kind : kinds) {
            ask(kind, options.warmUp());
        }
        Report.progress("warm");
        for (Kind kind : kinds) {
            Work before = services.work();
            OpenLoad.Result result = ask(kind, options.listTime());
            Report.line("%-20s %s", kind.name() + ":", result.summary());
            Report.line(
                    "%-20s %s",
                    "", services.work().since(before, result.micros().getTotalCount()));
        }
    }

    /** The addresses behind "More" of normal severity, one after the other. */
    private List<String> pages(OpenCases cases) throws IOException, InterruptedException {
        List<String> shown = new ArrayList<>();
        List<String> pages = new ArrayList<>();
        String page = services.alerts().page("/", session);
        for (Matcher more = MORE.matcher(page); more.find() && pages.size() < PAGES; more = MORE.matcher(page)) {
            String next = more.group(1).replace("&amp;", "&");
            pages.add(next);
            page = services.alerts().page(next, session);
            shown.addAll(AlertsService.shown(page));
        }
        cases.requireDue("normal", OF_EACH, shown);
        return pages;
    }

    private OpenLoad.Result ask(Kind kind, Duration time) throws IOException {
        List<RequestTemplate> requests = Stream.generate(
                        () -> request(kind.path().apply(random)))
                .limit(CONNECTIONS)
                .toList();
        return OpenLoad.run(services.alerts().address(), requests, options.inboxRate(), time);
    }

    private RequestTemplate request(String path) {
        List<String> head = List.of(
                "GET " + path + " HTTP/1.1",
                "Host: alerts.shop.example",
                "User-Agent: earshot-bench",
                "Accept: text/html",
                "Cookie: " + session);
        return RequestTemplate.of(head, "", new Ids());
    }
}
