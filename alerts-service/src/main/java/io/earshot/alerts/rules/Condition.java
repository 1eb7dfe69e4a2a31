package io.earshot.alerts.rules;

import java.util.List;

/** What a rule asks of an item. */
public sealed interface Condition {

    /** Whether the item is such a one. */
    boolean isMetBy(Subject item);

    /** The item has all of these traits. */
    record Match(List<Trait> traits) implements Condition {

        public Match {
            traits = List.copyOf(traits);
        }

        @Override
        public boolean isMetBy(Subject item) {
            for (Trait trait : traits) {
                if (!trait.isIn(item)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** All of them hold. */
    record All(List<Condition> conditions) implements Condition {

        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean isMetBy(Subject item) {
            for (Condition condition : conditions) {
                if (!condition.isMetBy(item)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** One of them holds, or several. */
    record Any(List<Condition> conditions) implements Condition {

        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean isMetBy(Subject item) {
            for (Condition condition : conditions) {
                if (condition.isMetBy(item)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** It does not hold. */
    record Not(Condition condition) implements Condition {

        @Override
        public boolean isMetBy(Subject item) {
            return !condition.isMetBy(item);
        }
    }
}
