package io.earshot.scoring.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Series;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void holdsWhatIsLookedAtAndLeavesOutWhatIsNot() {
        Address address =
                Address.ofPage("https://x/?utm_source=mail&window=7d&metric=nps&text=&segment=touchpoint%3Aa+b%2B");

        assertThat(address.page()).isEqualTo("/?metric=nps&window=7d&segment=touchpoint%3Aa%20b%2B");
        assertThat(address.get("segment")).isEqualTo("touchpoint:a b+");
    }

    @Test
    void letsNobodyLeaveAValue() {
        Address address = Address.ofPage("/").with("segment", "product:\"><script>&metric=x#y");

        assertThat(address.page()).isEqualTo("/?segment=product%3A%22%3E%3Cscript%3E%26metric%3Dx%23y");
        assertThat(Address.ofPage(address.page()).get("segment")).isEqualTo("product:\"><script>&metric=x#y");
    }

    @Test
    void namesTheScaleOnlyWhereItIsNotTheUsualOne() {
        Address address = Address.ofPage("/?window=24h&scale=1-5");

        assertThat(address.with(Series.of("ces/1-7")).page()).isEqualTo("/?metric=ces&window=24h");
        assertThat(address.with(Series.of(Metric.CES, Metric.CES.scales().get(1)))
                        .page())
                .isEqualTo("/?metric=ces&scale=1-5&window=24h");
    }

    @Test
    void takesOverWhatWasChosenInAPart() {
        Address page = Address.ofPage("http://localhost/?metric=nps&sort=n&minScore=0&maxScore=6#answers");
        Address part = Address.ofPage("/board/segments?metric=nps&dimension=product");

        assertThat(page.withThoseOf(part, Address.OF_SEGMENTS).page())
                .isEqualTo("/?metric=nps&dimension=product&minScore=0&maxScore=6");
    }

    @Test
    void isEmptyWhereThePageIsNone() {
        assertThat(Address.ofPage("/?metric=%zz").page()).isEqualTo("/");
        assertThat(Address.ofPage("").only(Set.of("metric")).part("cards")).isEqualTo("/board/cards");
    }
}
