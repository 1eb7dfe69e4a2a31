/** Cases in Slack, and in what takes the same messages. */
@NullMarked
package io.earshot.alerts.slack;

import org.jspecify.annotations.NullMarked;
