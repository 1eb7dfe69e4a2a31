package io.earshot.alerts.apidocs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.earshot.alerts.apidocs.ApiDocument.Example;
import io.earshot.alerts.apidocs.ApiDocument.Operation;
import io.earshot.alerts.channels.ChannelType;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.rules.Dimension;
import io.earshot.alerts.rules.Severity;
import io.earshot.feedback.Category;
import io.earshot.feedback.Metric;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDescriptionTest {

    /** What depends on the thing that is changed, no schema can say. */
    private static final Set<String> IS_TOLD_IN_WORDS = Set.of("renamed", "otherType");

    private final ApiDescription description = ApiDescription.of("1.2.3", "https://cases.shop.example");
    private final ApiDocument document = new ApiDocument(new String(description.json(), UTF_8));

    @Test
    void isValidOpenApi31InBothForms() {
        for (byte[] form : List.of(description.yaml(), description.json())) {
            SwaggerParseResult result = new OpenAPIV3Parser().readContents(new String(form, UTF_8), null, null);

            assertThat(result.getMessages()).isEmpty();
            assertThat(result.getOpenAPI().getSpecVersion()).isEqualTo(SpecVersion.V31);
        }
    }

    @Test
    void namesTheVersionAndTheAddress() {
        assertThat(document.root().at("/info/version").asString()).isEqualTo("1.2.3");
        assertThat(document.root().at("/servers/0/url").asString()).isEqualTo("https://cases.shop.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cases.shop.example", "ftp://shop.example", "https://", "https://shop.example?a=b", "{}"})
    void refusesAnAddressThatIsNone(String server) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiDocsSettings(server))
                .withMessageStartingWith("EARSHOT_ALERTS_API_URL: " + server + " (expected: ");
    }

    @Test
    void listsTheValuesThatThereAre() {
        assertThat(document.values("Severity"))
                .containsExactlyElementsOf(
                        Stream.of(Severity.values()).map(Severity::slug).toList());
        assertThat(document.values("Metric"))
                .containsExactlyElementsOf(
                        Stream.of(Metric.values()).map(Metric::slug).toList());
        assertThat(document.values("Category"))
                .containsExactlyElementsOf(
                        Stream.of(Category.values()).map(Category::slug).toList());
        assertThat(document.values("ChannelType"))
                .containsExactlyElementsOf(
                        Stream.of(ChannelType.values()).map(ChannelType::slug).toList());
        assertThat(document.schema("Traits")
                        .at("/properties/segment/properties")
                        .propertyNames())
                .containsExactlyElementsOf(
                        Stream.of(Dimension.values()).map(Dimension::slug).toList());
        assertThat(document.values("EventType"))
                .containsExactlyElementsOf(Stream.of(EventType.values())
                        .filter(EventType::isOfCase)
                        .map(EventType::slug)
                        .toList());
    }

    @Test
    void givesOnlyExamplesThatFitItsSchemas() {
        for (Operation operation : document.operations()) {
            document.answers(operation).forEach((status, answer) -> {
                for (Example example : document.examples(answer)) {
                    assertThat(document.faults(example.schema(), example.value()))
                            .describedAs("%s %s %s", operation, status, example.name())
                            .isEmpty();
                }
            });
        }
    }

    @Test
    void givesExamplesOfRequestsThatFitUnlessTheyAreMeantToBeRefused() {
        for (Operation operation : document.operations()) {
            for (Example example : document.requests(operation)) {
                assertThat(document.faults(example.schema(), example.value()).isEmpty())
                        .describedAs("%s %s", operation, example.name())
                        .isEqualTo(example.status() != 400 || IS_TOLD_IN_WORDS.contains(example.name()));
            }
        }
        for (Operation message : document.webhooks()) {
            for (Example example : document.requests(message)) {
                assertThat(document.faults(example.schema(), example.value()))
                        .describedAs("%s %s", message, example.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void saysWhatEveryGuardedPathAnswersWithoutAKey() {
        assertThat(document.operations())
                .filteredOn(Operation::isGuarded)
                .allSatisfy(
                        operation -> assertThat(document.answers(operation)).containsKeys("401", "403", "500", "503"));
    }
}
