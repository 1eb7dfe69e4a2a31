package io.earshot.alerts.channels;

import io.earshot.alerts.problem.FieldFault;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks the {@code pace} of a channel that somebody makes or changes. */
public interface PaceRules {

    /**
     * All that is wrong with it.
     *
     * @param pace an object
     * @return faults of fields such as {@code pace.digest}
     */
    List<FieldFault> faults(ChannelType type, JsonNode pace);
}
