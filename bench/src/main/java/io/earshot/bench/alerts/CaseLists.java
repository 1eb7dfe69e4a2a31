package io.earshot.bench.alerts;

import io.earshot.bench.Report;
import io.earshot.bench.load.Ids;
import io.earshot.bench.load.OpenLoad;
import io.earshot.bench.load.RequestTemplate;
import io.earshot.bench.server.CassandraTables;
import io.earshot.bench.server.Site;
import io.earshot.bench.server.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/** How fast lists of cases are answered where a store has very many that are open, at a steady rate. */
final class CaseLists {

    private static final int CONNECTIONS = 400;
    private static final int LARGEST_PAGE = 200;
    private static final int SHOWN = 50;

    /** Longer than the bench takes, so that what it writes is what the service would have: nothing is overdue. */
    private static final String LATER = "90d";

    static final Map<String, String> SETTINGS = Map.of(
            "EARSHOT_ALERTS_DUE_URGENT", LATER,
            "EARSHOT_ALERTS_DUE_HIGH", LATER,
            "EARSHOT_ALERTS_DUE_NORMAL", LATER,
            "EARSHOT_ALERTS_DUE_LOW", LATER);

    /** Questions of one kind; each connection asks one of them. */
    private record Kind(String name, Function<Random, String> query) {}

    private final Services services;
    private final Options options;
    private final Random random = new Random(1);

    private CaseLists(Services services, Options options) {
        this.services = services;
        this.options = options;
    }

    static void run(Site site, Options options) throws IOException, InterruptedException {
        Report.title(
                "GET /v1/cases with %,d open cases in the store, %.0f questions a second for %d s each",
                options.cases(), options.listRate(), options.listTime().toSeconds());
        try (Services services = Services.start(site, List.of(OpenCases.STORE), SETTINGS)) {
            OpenCases cases = OpenCases.begin(services, options.cases());
            try (CassandraTables tables = new CassandraTables(site.servers().cassandra())) {
                cases.write(tables);
                Report.progress("%,d cases are written", options.cases());
                tables.settle(AlertsService.KEYSPACE);
            }
            List<String> cursors = checked(cases, options.cases());
            Report.progress("every case is listed once and in its place, %,d are shown as they should be", SHOWN);
            new CaseLists(services, options).measure(kinds(cursors));
        }
    }

    private static List<String> checked(OpenCases cases, long count) throws IOException, InterruptedException {
        for (long i = 1; i <= SHOWN; i++) {
            cases.requireShown(i * (count - 1) / SHOWN);
        }
        cases.requireFirstPage("status=open", one -> true);
        cases.requireFirstPage(
                "status=open&severity=high", one -> one.severity().equals("high"));
        cases.requireFirstPage("status=open&assignee=agent-3", one -> "agent-3".equals(one.assignee()));
        cases.requireFirstPage("status=open&team=team-1", one -> "team-1".equals(one.team()));
        return cases.cursors(LARGEST_PAGE);
    }

    private static List<Kind> kinds(List<String> cursors) {
        return List.of(
                new Kind("the newest", any -> ""),
                new Kind("of high severity", any -> "&severity=high"),
                new Kind("of an assignee", any -> "&assignee=agent-" + any.nextInt(ListedCase.ASSIGNEES)),
                new Kind("of a team", any -> "&team=team-" + any.nextInt(ListedCase.TEAMS)),
                new Kind("a page further on", any -> "&cursor=" + cursors.get(any.nextInt(cursors.size()))));
    }

    private void measure(List<Kind> kinds) throws IOException {
        for (Kind kind : kinds) {
            ask(kind, options.warmUp());
        }
        Report.progress("warm");
        for (Kind kind : kinds) {
            Work before = services.work();
            OpenLoad.Result result = ask(kind, options.listTime());
            Report.line("%-20s %s (expected: p99 below 30 ms)", kind.name() + ":", result.summary());
            Report.line(
                    "%-20s %s",
                    "", services.work().since(before, result.micros().getTotalCount()));
        }
    }

    private OpenLoad.Result ask(Kind kind, Duration time) throws IOException {
        List<RequestTemplate> requests = Stream.generate(
                        () -> request(kind.query().apply(random)))
                .limit(CONNECTIONS)
                .toList();
        return OpenLoad.run(services.alerts().address(), requests, options.listRate(), time);
    }

    private RequestTemplate request(String rest) {
        List<String> head = List.of(
                "GET /v1/cases?status=open" + rest + " HTTP/1.1",
                "Host: alerts.shop.example",
                "User-Agent: earshot-bench",
                "Accept: */*",
                "Authorization: Bearer " + services.keys().of(OpenCases.STORE));
        return RequestTemplate.of(head, "", new Ids());
    }
}
