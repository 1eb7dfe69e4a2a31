package io.earshot.scoring.responses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordSearchTest {

    @ParameterizedTest
    @CsvSource({
        "cafe, Two cafés on the corner",
        "CAFÉS, two cafes on the corner",
        "strasse, Am Ende der STRASSE",
        "istanbul, İSTANBUL is far",
        "φιλος, ο ΦΙΛΟΣ μου",
        "满意, 非常满意 😀",
        "ハイソウ, 配送が遅い ﾊｲｿｳ",
        "سفارش, سفارشم دیر رسید",
        "😀, 非常满意 😀",
        "'parcel  late', The parcel came late",
        "'late parcel', The parcel came late",
        "100%, 100% sure",
    })
    void findsWords(String words, String comment) {
        assertThat(WordSearch.of(words).matches(comment)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'parcel lost', The parcel came late", "cafe, ''", "满足, 非常满意", "camelate, The parcel came late"})
    void findsNothingElse(String words, String comment) {
        assertThat(WordSearch.of(words).matches(comment)).isFalse();
    }

    @Test
    void findsEachWordInAnyOfTheTextsButNoneAcrossTwo() {
        assertThat(WordSearch.of("late lovely").matches("came late", "Lovely!", null))
                .isTrue();
        assertThat(WordSearch.of("latelovely").matches("came late", "Lovely!", null))
                .isFalse();
    }

    @Test
    void takesWordsAtAnySpaceAndEachOnce() {
        assertThat(WordSearch.of(" a\tb　c\u00a0A ").words()).containsExactly("a", "b", "c");
        assertThat(WordSearch.of(" \u0301 ").words()).isEmpty();
    }
}
