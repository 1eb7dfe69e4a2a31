package io.earshot.alerts.teams;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * People who see to cases.
 *
 * @param name what rules and cases call it
 * @param title what people call it
 * @param members who is in it, for people to see; nothing depends on it
 * @param lead who leads it, null if nobody is named
 * @param leadChannel the channel that hears when one of its cases is escalated; may be gone by now
 * @param hours when it works, null for round the clock
 */
record Team(
        String name,
        String title,
        List<String> members,
        @Nullable String lead,
        @Nullable UUID leadChannel,
        @Nullable BusinessHours hours) {}
