package io.earshot.alerts.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.message.Links;
import io.earshot.alerts.message.Messages;
import io.earshot.alerts.message.Notice;
import io.earshot.alerts.message.Summary;
import io.earshot.alerts.message.Telling;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class BlocksTest {

    private final Blocks blocks = new Blocks(new Telling(ZoneOffset.UTC, new Links("https://alerts.shop.example")));

    @Test
    void quotesTheCustomerBetweenAHeaderAndTheContext() {
        JsonNode json = read(blocks.of(Notice.read(Messages.detractor("case.opened", "Cora Lind", "Late.\\nTwice!"))));

        assertThat(json.path("text").asString()).isEqualTo("[High] NPS 3 of 10 from Cora Lind (nps-detractor)");
        assertThat(json.path("blocks"))
                .extracting(block -> block.path("type").asString())
                .containsExactly("header", "section", "section", "context", "section");
        assertThat(json.path("blocks").get(2).path("text").path("text").asString())
                .isEqualTo("> Late.\n> Twice!");
        assertThat(json.path("blocks").get(4).path("text").path("text").asString())
                .isEqualTo("<https://alerts.shop.example/cases/" + Messages.CASE + "|Open the case>");
    }

    @Test
    void letsNobodyCallTheWholeChannel() {
        String sent = blocks.of(Notice.read(Messages.detractor(
                "case.opened", "<!channel>", "<!here> <https://evil.example|Open the case> & <@U1>")));

        assertThat(sent).doesNotContain("<!", "<https://evil", "<@U1");
        assertThat(read(sent).path("blocks").get(2).path("text").path("text").asString())
                .isEqualTo("> &lt;!here&gt; &lt;https://evil.example|Open the case&gt; &amp; &lt;@U1&gt;");
        assertThat(read(sent)
                        .path("blocks")
                        .get(2)
                        .path("text")
                        .path("verbatim")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void letsNobodyCallThemAllWhereTheWordIsEnough() {
        JsonNode json = read(blocks.of(Notice.read(Messages.detractor(
                "case.opened", "@here", "@channel, (@All)! But: a.b@here.example, @allegra, me@all.example"))));

        assertThat(json.path("text").asString()).contains("from @\u200Bhere (");
        assertThat(json.path("blocks").get(2).path("text").path("text").asString())
                .isEqualTo("> @\u200Bchannel, (@\u200BAll)! But: a.b@here.example, @allegra, me@all.example");
    }

    @Test
    void leavesOutWhatHoldsNothingToSee() {
        JsonNode json = read(blocks.of(Notice.read(Messages.detractor("case.opened", "Cora", "\\uFEFF\\u202E"))));

        assertThat(json.path("blocks"))
                .as("Slack refuses a section without text")
                .extracting(block -> block.path("type").asString())
                .containsExactly("header", "section", "context", "section");
    }

    @Test
    void staysWithinTheBoundsOfSlack() {
        JsonNode json =
                read(blocks.of(Notice.read(Messages.detractor("case.opened", "n".repeat(300), "<&>".repeat(1_600)))));

        assertThat(json.path("blocks")
                        .get(0)
                        .path("text")
                        .path("text")
                        .asString()
                        .length())
                .isLessThanOrEqualTo(150);
        assertThat(json.path("blocks"))
                .allSatisfy(block -> assertThat(
                                block.path("text").path("text").asString("").length())
                        .isLessThanOrEqualTo(3_000));
    }

    @Test
    void saysManyThingsInOneMessage() {
        JsonNode json = read(blocks.of(Summary.of(IntStream.range(0, 500)
                .mapToObj(n -> Notice.read(
                        Messages.of("case.opened", new UUID(1, n).toString(), 1, "high", "Customer " + n, "Late")))
                .toList())));

        assertThat(json.path("text").asString()).isEqualTo("[High] 500 cases: 500 high (nps-detractor)");
        assertThat(json.path("blocks").size()).isLessThanOrEqualTo(50);
        assertThat(json.toString()).contains("and 490 more cases");
    }

    private static JsonNode read(String json) {
        return new ObjectMapper().readTree(json);
    }
}
