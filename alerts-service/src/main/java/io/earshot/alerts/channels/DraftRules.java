package io.earshot.alerts.channels;

import io.earshot.alerts.outbound.OutboundGuard;
import java.util.List;
import org.springframework.stereotype.Component;

/** What drafts of channels are checked against. */
@Component
record DraftRules(OutboundGuard guard, List<PaceRules> paces) {}
