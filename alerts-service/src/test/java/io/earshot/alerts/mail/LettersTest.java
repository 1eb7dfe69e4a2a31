package io.earshot.alerts.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.message.Links;
import io.earshot.alerts.message.Messages;
import io.earshot.alerts.message.Notice;
import io.earshot.alerts.message.Summary;
import io.earshot.alerts.message.Telling;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LettersTest {

    private final Letters letters = new Letters(
            new Telling(ZoneId.of("Europe/Stockholm"), new Links("https://alerts.shop.example/")), "Support <team>");

    private static Notice detractor(String name, String comment) {
        return Notice.read(Messages.detractor("case.opened", name, comment));
    }

    @Test
    void saysWhatMattersInTheSubject() {
        assertThat(letters.of(detractor("Cora Lind", "Late")).subject())
                .isEqualTo("[High] NPS 3 of 10 from Cora Lind (nps-detractor)");
        assertThat(letters.of(Notice.read(Messages.detractor("case.updated", "Cora Lind", "Late")))
                        .subject())
                .isEqualTo("Re: [High] NPS 3 of 10 from Cora Lind (nps-detractor)");
        assertThat(letters.of(Notice.read(Messages.detractor("case.escalated", "Cora Lind", "Late")))
                        .subject())
                .startsWith("Escalated: [High]");
    }

    @Test
    void tellsTheSameAsTextAndAsHtml() {
        Letter letter = letters.of(detractor("Cora Lind", "The parcel came late.\\nTwice!"));

        assertThat(letter.text())
                .contains("> The parcel came late.\n> Twice!")
                .contains("Due: Sun 22 Nov 2026, 15:59 CET")
                .contains("https://alerts.shop.example/cases/" + Messages.CASE)
                .contains("order o-551")
                .contains("opened by nps-detractor");
        assertThat(letter.html())
                .contains("The parcel came late.<br>\nTwice!")
                .contains("Sun 22 Nov 2026, 15:59 CET")
                .contains("href=\"https://alerts.shop.example/cases/" + Messages.CASE + "\"")
                .contains("order o-551")
                .contains("cora@shop.example");
    }

    @Test
    void letsNothingOutOfItsPlace() {
        String hostile = "</blockquote><script>alert(1)</script><a href='x' onclick=\\\"y\\\">&amp;";
        Letter letter = letters.of(detractor("Eve\\r\\nBcc: all@shop.example\\u202E<b>", hostile));

        assertThat(letter.subject()).doesNotContain("\r", "\n", "\u202e").contains("Eve Bcc: all@shop.example");
        assertThat(letter.html())
                .doesNotContain("<script", "onclick=\"", "<b>", "Support <team>", "href='x'")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;amp;", "Support &lt;team&gt;");
    }

    @Test
    void letsEachTextRunInItsOwnDirection() {
        Letter letter = letters.of(detractor("דנה", "החבילה הגיעה מאוחר"));

        assertThat(letter.html())
                .containsPattern("<blockquote[^>]* dir=\"auto\"[^>]*>החבילה")
                .contains("dir=\"auto\"");
        assertThat(letter.subject()).contains("דנה");
    }

    @Test
    void letsATitleRunInAnotherDirectionThanTheWords() {
        String review = Messages.detractor("case.opened", "Dana", "החבילה הגיעה מאוחר")
                .replace("\"comment\"", "\"title\": \"Never again\", \"comment\"");

        assertThat(letters.of(Notice.read(review)).html())
                .containsPattern(
                        "<blockquote[^>]* dir=\"auto\"[^>]*><strong dir=\"auto\"[^>]*>Never again</strong>\\s*החבילה");
    }

    @Test
    void shortensWhatIsTooLongWithoutCuttingACharacterInTwo() {
        Letter letter = letters.of(detractor("😀".repeat(200), "😀".repeat(2_400)));

        assertThat(letter.subject().length()).isLessThanOrEqualTo(160);
        assertThat(new String(
                        letter.html().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(letter.html())
                .doesNotContain("?😀");
    }

    @Test
    void tellsOfEachCaseOnceInASummaryTheWeightiestFirst() {
        List<Notice> many = Stream.concat(
                        IntStream.range(0, 30)
                                .mapToObj(n -> Notice.read(Messages.of(
                                        "case.opened",
                                        new UUID(1, n).toString(),
                                        1,
                                        "normal",
                                        "Customer " + n,
                                        "Late <" + n + ">"))),
                        Stream.of(
                                Notice.read(Messages.of("case.opened", Messages.CASE, 1, "high", "Cora", "Late")),
                                Notice.read(Messages.of("case.updated", Messages.CASE, 2, "urgent", "Cora", "Worse"))))
                .toList();

        Letter letter = letters.of(Summary.of(many));

        assertThat(letter.subject()).isEqualTo("[Urgent] 31 cases: 1 urgent, 30 normal (nps-detractor)");
        assertThat(letter.text())
                .contains("One message for 32 changes of 31 cases.")
                .contains("Urgent: 1\nNormal: 30\nBy rule: nps-detractor 31\n")
                .contains("* NPS 3 of 10 from Cora\n", "> Worse", "and 21 more cases")
                .contains("https://alerts.shop.example/\n");
        assertThat(letter.text().indexOf("from Cora")).isLessThan(letter.text().indexOf("from Customer"));
        assertThat(letter.html()).contains("Late &lt;").doesNotContain("Late <");
    }

    @Test
    void knowsNothingOfSomebodyErased() {
        String erased = Messages.detractor("case.updated", "x", "y")
                .replaceAll("\"customer\": \\{[^}]*}", "\"customer\": null")
                .replaceAll(", \"comment\": \"y\"", "");

        Letter letter = letters.of(Notice.read(erased));

        assertThat(letter.subject()).contains("from an unnamed customer");
        assertThat(letter.html()).contains("without a comment");
    }
}
