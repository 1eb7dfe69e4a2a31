package io.earshot.scoring.items;

import io.earshot.feedback.FeedbackEvent;
import io.earshot.scoring.fold.Source;

/**
 * A record of the log that could be read.
 *
 * @param json its value
 * @param source with the offset the place where it stands
 */
record Logged(FeedbackEvent event, byte[] json, Source source, long offset) {}
