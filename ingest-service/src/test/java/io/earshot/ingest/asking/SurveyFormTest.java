package io.earshot.ingest.asking;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.ingest.http.ProblemException;
import org.junit.jupiter.api.Test;

class SurveyFormTest {

    @Test
    void readsWhatBrowsersSend() {
        assertThat(parse("score=3&comment=Too+late%0D%0Aand+%C3%A5+%26+%3D%F0%9F%98%80&send="))
                .isEqualTo(new SurveyForm("3", "Too late\nand å & =😀"));
        assertThat(parse("")).isEqualTo(new SurveyForm("", ""));
        assertThat(parse("score")).isEqualTo(new SurveyForm("", ""));
    }

    @Test
    void refusesWhatIsNoForm() {
        assertThatThrownBy(() -> parse("comment=%zz"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("expected: a form");
    }

    private static SurveyForm parse(String body) {
        return SurveyForm.parse(body.getBytes(US_ASCII));
    }
}
