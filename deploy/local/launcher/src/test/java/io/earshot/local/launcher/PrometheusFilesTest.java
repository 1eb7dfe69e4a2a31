package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an operator is led along: from the alert to its runbook, and to metrics that there are. */
class PrometheusFilesTest {

    private static final Path ROOT = RepositoryRoot.find();
    private static final String RULES = read("deploy/prometheus/alerting-rules.yml");
    private static final List<String> SECTIONS =
            List.of("## Symptom", "## Meaning", "## First three commands", "## Cure");

    @Test
    void leadsEveryAlertToARunbookThatNamesIt() {
        Pattern alert = Pattern.compile("- alert: (\\w+)(?s:.*?)runbook: (\\S+)");
        List<String> astray = alert.matcher(RULES)
                .results()
                .filter(found -> !read(found.group(2)).contains("`" + found.group(1) + "`"))
                .map(found -> found.group(1))
                .toList();

        assertThat(astray).isEmpty();
        assertThat(alert.matcher(RULES).results().count()).isEqualTo(alerts().size());
    }

    @Test
    void hasACaseForEveryAlert() {
        assertThat(found("name: (Earshot\\w+)", read("deploy/prometheus/alerting-rules.test.yml")))
                .isEqualTo(alerts());
    }

    @Test
    void writesEveryRunbookAlike() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/runbooks"))) {
            List<Path> runbooks =
                    files.filter(file -> !file.endsWith("README.md")).toList();
            assertThat(runbooks).isNotEmpty().allSatisfy(file -> {
                String text = Files.readString(file);
                assertThat(found("(?m)^(## .*)$", text)).containsExactlyInAnyOrderElementsOf(SECTIONS);
                assertThat(text.substring(text.indexOf("```sh\n") + 6, text.lastIndexOf("\n```"))
                                .split("\n"))
                        .hasSize(3);
                assertThat(found("`(Earshot\\w+)`", text)).isSubsetOf(alerts()).isNotEmpty();
                assertThat(read("docs/runbooks/README.md")).contains("](" + file.getFileName() + ")");
            });
        }
    }

    @Test
    void asksOnlyForMetricsThatAreDocumented() throws IOException {
        Set<String> documented = found("`([a-z]+_[a-z_]+)`", read("docs/metrics.md"));
        Set<String> asked = new TreeSet<>();
        for (String query : Dashboards.queries()) {
            asked.addAll(found("\\b(earshot_[a-z_]+)", query));
        }
        asked.addAll(found("\\b(earshot_[a-z_]+)", RULES));
        asked.addAll(found("\\b(earshot_[a-z_]+)", read("deploy/prometheus/recording-rules.yml")));
        asked.removeIf(name -> documented.contains(name.replaceFirst("_seconds_(bucket|count|sum|max)$", "_seconds")));

        assertThat(asked).isEmpty();
    }

    private static Set<String> alerts() {
        return found("- alert: (\\w+)", RULES);
    }

    private static Set<String> found(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Pattern.compile(pattern).matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
