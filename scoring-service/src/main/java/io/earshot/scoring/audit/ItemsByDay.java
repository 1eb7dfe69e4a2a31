package io.earshot.scoring.audit;

import io.earshot.scoring.fold.ItemRecord;
import java.util.List;

/** Is given the items of a range of days, a day after the other, as an audit reads them. All calls come from one thread. */
public interface ItemsByDay {

    /** Somebody who does nothing with them. */
    ItemsByDay NOBODY = new ItemsByDay() {
        @Override
        public void begin(long day) {}

        @Override
        public void add(List<ItemRecord> history, boolean isFirst) {}

        @Override
        public void end() {}
    };

    /**
     * The items of a day follow.
     *
     * @param day since 1970, UTC
     */
    void begin(long day);

    /**
     * One of the items of which any revision happened on that day.
     *
     * @param history all its records in the order of the log
     * @param isFirst true on the first of the days in the range that it is given on, for what may be added once only
     */
    void add(List<ItemRecord> history, boolean isFirst);

    /** These were all items of that day. */
    void end();
}
