package io.earshot.alerts.teams;

import java.util.UUID;

/** The channels that may tell a team's lead of what is escalated. */
public interface LeadChannels {

    /** Whether the store has that channel. Blocks. */
    boolean isThere(String store, UUID channel);
}
