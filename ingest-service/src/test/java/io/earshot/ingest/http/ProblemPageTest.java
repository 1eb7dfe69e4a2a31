package io.earshot.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Fault;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/problems.md} knows every problem that there is. */
class ProblemPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[`([a-z-]+)`]\\(#\\1\\) \\| (\\d{3}) \\|");
    private static final Pattern SECTION = Pattern.compile("(?ms)^## ([a-z-]+)\\R\\R(\\d{3})(.*?)(?=^## |\\z)");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```json\\R(.*?)^```");

    private String page;
    private final Map<String, Integer> table = new HashMap<>();

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Path.of("../docs/problems.md"));
        ROW.matcher(page).results().forEach(row -> table.put(row.group(1), Integer.valueOf(row.group(2))));
    }

    @Test
    void namesEveryTypeWithItsStatus() {
        Stream<Problem> unforeseen = Stream.of(Problems.of(new IllegalStateException()));

        assertThat(Stream.concat(made(), unforeseen))
                .allSatisfy(problem -> assertThat(table).containsEntry(problem.slug(), problem.status()));
    }

    @Test
    void explainsEveryTypeOfTheTableWithAnExampleAndWhatToDo() {
        List<MatchResult> sections = SECTION.matcher(page).results().toList();

        assertThat(sections)
                .extracting(section -> section.group(1))
                .containsExactlyInAnyOrderElementsOf(table.keySet());
        assertThat(sections).allSatisfy(section -> {
            int status = table.get(section.group(1));
            MatchResult example =
                    EXAMPLE.matcher(section.group(3)).results().findFirst().orElseThrow();
            JsonNode body = JsonMapper.builder().build().readTree(example.group(1));

            assertThat(section.group(2)).isEqualTo(String.valueOf(status));
            assertThat(body.path("type").asString()).isEqualTo("urn:problem-type:earshot:" + section.group(1));
            assertThat(body.path("status").asInt()).isEqualTo(status);
            assertThat(section.group(3)).contains("**Do:**");
        });
    }

    /** One of each factory, whatever it takes. */
    private static Stream<Problem> made() {
        return Stream.of(Problem.class.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Problem.class)
                .map(ProblemPageTest::make);
    }

    private static Problem make(Method factory) {
        Object[] arguments = Stream.of(factory.getParameterTypes())
                .map(ProblemPageTest::anyOf)
                .toArray();
        try {
            return (Problem) factory.invoke(null, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(factory + " can't be called", e);
        }
    }

    private static Object anyOf(Class<?> type) {
        if (type == String.class) {
            return "x";
        } else if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == List.class) {
            return List.of(new Fault("x", "y"));
        } else if (type == Duration.class) {
            return Duration.ofSeconds(1);
        }
        throw new AssertionError("a factory of Problem takes a " + type + ": say here what to give it");
    }
}
