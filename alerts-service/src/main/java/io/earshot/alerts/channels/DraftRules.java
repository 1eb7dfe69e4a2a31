package io.earshot.alerts.channels;

import io.earshot.alerts.outbound.OutboundGuard;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What drafts of channels are checked against. */
@Component
record DraftRules(OutboundGuard guard, List<PaceRules> paces, List<TypeRules> types) {

    /** Why no channel of that type can be made here, empty if one can. */
    Optional<String> fault(ChannelType type) {
        return types.stream().flatMap(one -> one.fault(type).stream()).findFirst();
    }
}
