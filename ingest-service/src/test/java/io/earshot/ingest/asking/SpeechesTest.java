package io.earshot.ingest.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechesTest {

    private final Speeches speeches = new Speeches();

    @Test
    void hasNineLanguagesWithoutAnEmptyText() {
        assertThat(speeches.all())
                .extracting(Speech::language)
                .containsExactly("en", "zh", "sv", "fa", "de", "fr", "es", "pt", "ja");
        assertThat(speeches.all())
                .allSatisfy(speech -> assertThat(speech.words().values()).noneMatch(String::isBlank));
    }

    @ParameterizedTest
    @CsvSource({
        "sv-SE, de, sv",
        "PT_br, , pt",
        ", 'fr-CH, fr;q=0.9, en;q=0.8', fr",
        ", 'nl, ja;q=0.5, en;q=0.1', ja",
        ", 'de;q=0, nl', en",
        "nl, zh-TW, zh",
        ", ;;;, en",
        "'', , en",
    })
    void choosesTheLinksLanguageThenTheBrowsersThenEnglish(
            @Nullable String locale, @Nullable String accepted, String language) {
        assertThat(speeches.choose(locale, accepted).language()).isEqualTo(language);
    }

    @Test
    void writesPersianFromTheRightInItsOwnDigits() {
        Speech persian = speeches.choose("fa-IR", null);

        assertThat(persian.direction()).isEqualTo("rtl");
        assertThat(persian.digits(10)).isEqualTo("۱۰");
        assertThat(speeches.choose("ja", null).digits(10)).isEqualTo("10");
        assertThat(speeches.choose("ja", null).direction()).isEqualTo("ltr");
    }

    @Test
    void keepsFrenchPunctuationWithTheWordBeforeIt() {
        assertThat(speeches.choose("fr", null).words().values())
                .noneMatch(text -> text.matches(".*\\s[?!:;].*"))
                .contains("Merci\u202f!");
    }

    @Test
    void knowsNoWordsOfAnotherName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> speeches.choose("en", null).say("nps.qestion"))
                .withMessageStartingWith("nps.qestion (expected: one of [nps.question, ");
    }
}
