package io.earshot.ingest.asking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WidgetScriptTest {

    private final Speeches speeches = new Speeches();
    private final Asset script = WidgetScript.asset(speeches);

    @Test
    void isBelowNineKilobytesWithAllLanguages() {
        assertThat(script.compressedSize()).as("bytes of gzip").isLessThan(9_000);
        for (Speech speech : speeches.all()) {
            assertThat(script.text())
                    .contains(speech.language() + ":\"" + speech.say("nps.question") + "|")
                    .contains(speech.say("offline"), speech.say("refused"), speech.say("category.complaint"));
        }
    }

    @Test
    void leavesOutWhatOnlyTheSurveyPageSays() {
        assertThat(script.text())
                .doesNotContain("|page.", speeches.choose("en", null).say("page.gone"));
    }

    /** Nothing that a strict policy or trusted types would stop, and nothing by which a text could become markup. */
    @Test
    void usesNothingThatReadsTextAsCodeOrMarkup() {
        assertThat(script.text())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(")
                .doesNotContain("document.cookie");
    }

    @Test
    void isServedWithoutWhatIsThereForReaders() {
        assertThat(script.text().lines().skip(1))
                .noneMatch(line -> line.startsWith("//") || line.startsWith("/*") || line.startsWith(" "));
        assertThat(script.text()).startsWith("/* Earshot's widget").endsWith("})();\n");
    }
}
