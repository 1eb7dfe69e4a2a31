package io.earshot.alerts.pace;

import io.earshot.alerts.channels.Channel;

/** The pace of channels. */
public final class Paces {

    private Paces() {}

    /** The channel's pace; the default where it has none. */
    public static Pace of(Channel channel) {
        return PaceJson.read(channel.pace()).pace();
    }
}
