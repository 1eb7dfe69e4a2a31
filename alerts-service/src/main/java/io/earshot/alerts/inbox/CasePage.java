package io.earshot.alerts.inbox;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.cases.Casework;
import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.Channels;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.teams.Teams;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Puts the page of a case together. Blocks. */
@Component
final class CasePage {

    private final Casework casework;
    private final Channels channels;
    private final Teams teams;
    private final Clock clock;

    CasePage(Casework casework, Channels channels, Teams teams, Clock clock) {
        this.casework = casework;
        this.channels = channels;
        this.teams = teams;
        this.clock = clock;
    }

    /**
     * The page as it is shown.
     *
     * @param draft what stands in its fields
     * @param conflict that somebody was faster, null if nobody was
     * @param teams to choose from, that of the case among them
     * @param me what the reader is called
     * @param isPerson whether that is the name of somebody, not that of an access key that several may share
     */
    record Shown(
            HttpStatus status,
            Story story,
            Draft draft,
            @Nullable Conflict conflict,
            List<String> teams,
            String me,
            boolean isPerson) {

        public boolean isMine() {
            return me.equals(story.assignee());
        }

        public List<String> severities() {
            return InboxQuery.SEVERITIES;
        }

        /** Whether the case can go to that status from where it is. */
        public boolean leadsTo(String next) {
            return Casework.leads(story.status(), next);
        }
    }

    Shown show(Caller caller, String id) {
        return shown(caller, story(caller, id), HttpStatus.OK, Draft.blank(), null);
    }

    /** After something was done: with what was typed beside it. */
    Shown kept(Caller caller, String id, Draft draft) {
        return shown(caller, story(caller, id), HttpStatus.OK, draft, null);
    }

    /** After something was not done: with what was typed. */
    Shown refused(Caller caller, String id, ProblemException problem, Draft draft) {
        return shown(caller, story(caller, id), problem.status(), draft, null);
    }

    /** After somebody was faster. */
    Shown overtaken(Caller caller, String id, Wish wish, Draft draft) {
        Story story = story(caller, id);
        return shown(caller, story, HttpStatus.PRECONDITION_FAILED, draft, Conflict.of(wish, story));
    }

    private Story story(Caller caller, String id) {
        Map<UUID, Channel> byId =
                channels.ofStore(caller.store()).stream().collect(Collectors.toMap(Channel::id, Function.identity()));
        return Story.of(casework.one(caller, id), byId, clock.instant());
    }

    private Shown shown(Caller caller, Story story, HttpStatus status, Draft draft, @Nullable Conflict conflict) {
        TreeSet<String> names = new TreeSet<>(teams.names(caller.store()));
        if (story.team() != null) {
            names.add(story.team());
        }
        return new Shown(status, story, draft, conflict, List.copyOf(names), caller.name(), caller.isPerson());
    }
}
