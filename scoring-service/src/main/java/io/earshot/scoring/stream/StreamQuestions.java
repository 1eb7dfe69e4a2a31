package io.earshot.scoring.stream;

import io.earshot.feedback.Fault;
import io.earshot.feedback.Metric;
import io.earshot.scoring.access.AccessFilter;
import io.earshot.scoring.problem.BadQueryException;
import io.earshot.scoring.query.ScoreQuery;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** The parameters of a stream, read as those of as many questions as there are metrics. */
final class StreamQuestions {

    private static final Set<String> SHARED = Set.of("scale", "window", "segment");
    private static final Set<String> PARAMETERS = Set.of("metric", "scale", "window", "segment", AccessFilter.KEY);

    private StreamQuestions() {}

    /**
     * The questions, each once.
     *
     * @throws BadQueryException naming every fault and what there is
     */
    static List<Question> parse(String store, MultiValueMap<String, String> parameters, Clock clock) {
        Set<Fault> faults = new LinkedHashSet<>();
        for (String name : new TreeSet<>(parameters.keySet())) {
            if (!PARAMETERS.contains(name)) {
                faults.add(new Fault(name, "unknown parameter (expected: one of metric, scale, segment, window)"));
            }
        }
        List<String> metrics = metrics(parameters);
        if (parameters.containsKey("scale") && metrics.size() != 1) {
            faults.add(new Fault("scale", "together with " + metrics.size() + " metrics (expected: one metric)"));
        }
        Set<Question> questions = new LinkedHashSet<>();
        for (String metric : metrics) {
            try {
                ScoreQuery query = ScoreQuery.parse(of(metric, parameters, metrics.size() == 1), clock);
                questions.add(new Question(
                        store,
                        query.series(),
                        query.segment(),
                        Objects.requireNonNull(query.range().window())));
            } catch (BadQueryException e) {
                faults.addAll(e.faults());
            }
        }
        if (!faults.isEmpty()) {
            throw new BadQueryException(new ArrayList<>(faults));
        }
        return List.copyOf(questions);
    }

    private static List<String> metrics(MultiValueMap<String, String> parameters) {
        List<String> given = parameters.getOrDefault("metric", List.of()).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .collect(Collectors.toList());
        return given.isEmpty() ? Stream.of(Metric.values()).map(Metric::slug).toList() : given;
    }

    private static MultiValueMap<String, String> of(
            String metric, MultiValueMap<String, String> parameters, boolean withScale) {
        MultiValueMap<String, String> question = new LinkedMultiValueMap<>();
        question.add("metric", metric);
        SHARED.stream()
                .filter(name -> withScale || !name.equals("scale"))
                .filter(parameters::containsKey)
                .forEach(name -> question.addAll(name, parameters.getOrDefault(name, List.of())));
        return question;
    }
}
