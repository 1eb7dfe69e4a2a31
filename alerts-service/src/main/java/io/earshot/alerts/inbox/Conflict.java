package io.earshot.alerts.inbox;

import java.util.List;
import java.util.Map;

/**
 * That somebody was faster: what they did, and what this person wanted.
 *
 * @param since what has happened since they looked, the newest first
 * @param wanted in words
 * @param fields the same for a form that asks for it again, of the case as it is now
 * @param isPossible whether it still can be
 */
record Conflict(List<Line> since, String wanted, Map<String, String> fields, boolean isPossible) {

    static Conflict of(Wish wish, Story now) {
        return new Conflict(now.since(wish.version()), wish.words(), wish.fields(), wish.isPossible(now.status()));
    }
}
