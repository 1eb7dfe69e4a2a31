package io.earshot.scoring.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void quotesWhatWouldEndACell() {
        assertThat(Csv.row("plain", "a, b", "say \"hi\"", "two\r\nlines", null, 3))
                .isEqualTo("plain,\"a, b\",\"say \"\"hi\"\"\",\"two\r\nlines\",,3\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"})
    void keepsATextFromBecomingAFormula(String text) {
        assertThat(Csv.row(text)).isEqualTo("'" + text + "\r\n");
    }

    @Test
    void keepsAFormulaBehindALineEndATextToo() {
        assertThat(Csv.row("\r=1+1")).isEqualTo("\"'\r=1+1\"\r\n");
    }

    @Test
    void leavesNegativeNumbersNumbers() {
        assertThat(Csv.row(-12.5, 0L)).isEqualTo("-12.5,0\r\n");
    }
}
