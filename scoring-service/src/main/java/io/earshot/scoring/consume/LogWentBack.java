package io.earshot.scoring.consume;

import io.earshot.scoring.fold.Source;

/** To be told of a partition that hands out an offset again, as it does after it lost its end or was made anew. */
interface LogWentBack {

    /**
     * Sees to it that all begins anew.
     *
     * @param source what was read
     * @param offset the first that came again
     * @param after the last that was read
     * @throws TryAgainException always: what was handed out is not of this source
     */
    void to(Source source, long offset, long after);
}
