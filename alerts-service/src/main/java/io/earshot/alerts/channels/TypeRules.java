package io.earshot.alerts.channels;

import java.util.Optional;

/** Says which types of channels can be used as the service is set up. */
public interface TypeRules {

    /** Why no channel of that type can be made, with what was expected; empty if nothing is in the way. */
    Optional<String> fault(ChannelType type);
}
