package io.earshot.ingest.asking;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * Gives each answer of the survey page a revision above those that came before it under the same id. Who opens a mail again comes with that id
 * again, and nothing but time and the mail itself says which answer is the later one: nobody remembers the first, and the page sets no cookie. So
 * the revision is the time; two answers within one step of it, which is what an answer that is regretted at once comes to, are told apart by what
 * this instance took last.
 */
final class Revisions {

    /** What the contract allows. */
    static final int HIGHEST = 1 << 20;

    /** Far more than come within a step; some 2 MB. */
    static final int MOST_REMEMBERED = 10_000;

    /** Where a link says when it was written: seconds for the first six days, then minutes for a year. */
    private static final int SECONDS = HIGHEST / 2;

    /** The day of a mail may have begun anywhere on earth. */
    private static final Duration EARLIER_THAN_SAID = Duration.ofDays(1);

    /** Where it does not: in a cycle of 121 days, of which nobody knows where in it the link began. */
    private static final int CYCLE_STEP_SECONDS = 10;

    /** A longer id is refused anyway, and not to be kept. */
    private static final int MOST_ID_CHARACTERS = 64;

    private final Map<Entry<String, String>, Integer> latest = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Entry<Entry<String, String>, Integer> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** The revision of an answer that came now, from 0 to {@link #HIGHEST}, where it stays. May be called by several threads. */
    int next(String store, SurveyLink link, Instant now) {
        int least = Math.max(step(link.asked(), now), Math.min(link.after(), HIGHEST - 1) + 1);
        Optional<String> id = link.id().filter(given -> given.length() <= MOST_ID_CHARACTERS);
        return id.isEmpty() ? least : above(Map.entry(store, id.get()), least);
    }

    private synchronized int above(Entry<String, String> answered, int least) {
        // removed and put, so that the eldest is the one that was not answered for longest
        Integer last = latest.remove(answered);
        int revision = last == null ? least : Math.min(Math.max(least, last + 1), HIGHEST);
        latest.put(answered, revision);
        return revision;
    }

    private static int step(Optional<Instant> asked, Instant now) {
        if (asked.isEmpty()) {
            return (int) (now.getEpochSecond() / CYCLE_STEP_SECONDS % HIGHEST);
        }
        long age = Duration.between(asked.get().minus(EARLIER_THAN_SAID), now).toSeconds();
        long step = age < SECONDS ? age : SECONDS + (age - SECONDS) / 60;
        return (int) Math.max(0, Math.min(step, HIGHEST));
    }
}
