package io.earshot.alerts.drops;

import io.earshot.alerts.cases.DropBook.Latest;
import io.earshot.alerts.cases.DropChange;
import io.earshot.alerts.cases.DropChange.Closed;
import io.earshot.alerts.cases.DropChange.Kept;
import io.earshot.alerts.cases.DropChange.Nothing;
import io.earshot.alerts.cases.DropChange.Opened;
import io.earshot.alerts.cases.DropChange.Told;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What a published score makes of the case of its watch: decided from what is given, without a clock and without a store. What is remembered of
 * an episode stands in its case, so that it changes with the case or not at all.
 */
final class Judgement {

    /** A case is updated at most so often. */
    static final Duration BETWEEN_UPDATES = Duration.ofHours(1);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Judgement() {}

    static DropChange of(@Nullable Latest latest, PublishedScore score, Watch watch) {
        if (latest == null) {
            return hasFallen(score, watch) ? opened(score, watch) : new Nothing();
        }
        Episode episode = MAPPER.treeToValue(latest.drop(), Episode.class);
        if (!score.to().isAfter(episode.known())) {
            return new Nothing();
        }
        if (latest.isResolved()) {
            return episode.isOver() ? of(null, score, watch) : ofResolved(episode, score, watch);
        }
        return ofOpen(episode, score, watch);
    }

    /** People resolved the case, and the score is low still: nobody is told again, unless what it fell from is out of sight. */
    private static DropChange ofResolved(Episode episode, PublishedScore score, Watch watch) {
        boolean isUsual = !score.before().from().isBefore(episode.since());
        if (isUsual && hasFallen(score, watch)) {
            return opened(score, watch);
        }
        return isUsual || hasRecovered(episode, score, watch)
                ? new Kept(json(episode.ended(score.to())))
                : new Nothing();
    }

    private static DropChange ofOpen(Episode episode, PublishedScore score, Watch watch) {
        if (episode.isOver()) {
            // it had recovered, and somebody opened the case again: theirs to close, until it falls anew
            return hasFallen(score, watch) ? new Told(json(Episode.of(score))) : new Nothing();
        }
        if (hasRecovered(episode, score, watch)) {
            return new Closed(json(episode.ended(score.to())));
        }
        boolean isDeeper = score.n() >= watch.minimumAnswers()
                && thousandths(episode.score() - score.score()) >= thousandths(watch.leastFall());
        boolean isQuiet = score.to().isBefore(episode.at().plus(BETWEEN_UPDATES));
        return isDeeper && !isQuiet ? new Told(json(episode.told(score))) : new Nothing();
    }

    static boolean hasFallen(PublishedScore score, Watch watch) {
        return score.significant()
                && thousandths(-score.change()) >= thousandths(watch.leastFall())
                && score.n() >= watch.minimumAnswers()
                && score.before().n() >= watch.minimumAnswers();
    }

    /**
     * Whether a score is back: at least half way to where it fell from, and no longer surely below that. Both are asked for: of few answers
     * everything is possible, and of very many no score ever comes back to the very same.
     */
    static boolean hasRecovered(Episode episode, PublishedScore score, Watch watch) {
        return score.n() >= watch.minimumAnswers()
                && thousandths(2 * score.score()) >= thousandths(episode.from() + episode.score())
                && thousandths(score.high()) >= thousandths(episode.from());
    }

    private static DropChange opened(PublishedScore score, Watch watch) {
        return new Opened(watch.flag(), score.to(), json(Episode.of(score)));
    }

    private static JsonNode json(Episode episode) {
        return MAPPER.valueToTree(episode);
    }

    /** In thousandths, as figures are published: without the crumbs of binary fractions. */
    static long thousandths(double figure) {
        return Math.round(figure * 1_000);
    }
}
