package io.earshot.alerts.mail;

import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.ChannelType;
import io.earshot.alerts.channels.Target;
import io.earshot.alerts.channels.TypeRules;
import io.earshot.alerts.deliveries.Carrier;
import io.earshot.alerts.deliveries.DeliveryId;
import io.earshot.alerts.deliveries.Outcome;
import io.earshot.alerts.deliveries.Owed;
import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.message.Links;
import io.earshot.alerts.message.Notice;
import io.earshot.alerts.message.Summary;
import io.earshot.alerts.message.Telling;
import io.earshot.alerts.pace.Paces;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Brings cases to mail boxes. */
@Component
final class MailCarrier implements Carrier, TypeRules, DisposableBean {

    private static final int WAITING = 10_000;

    private final @Nullable Smtp smtp;
    private final Links links;
    private final Scheduler scheduler;

    MailCarrier(MailProperties properties, Links links, Clock clock) {
        this.smtp = properties.isSet() ? new Smtp(properties, clock) : null;
        this.links = links;
        this.scheduler = Schedulers.newBoundedElastic(properties.connections(), WAITING, "mail");
    }

    @Override
    public ChannelType type() {
        return ChannelType.EMAIL;
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Optional<String> fault(ChannelType type) {
        return type == ChannelType.EMAIL && smtp == null
                ? Optional.of("email (expected: a mail server; the service has none, see EARSHOT_SMTP_HOST)")
                : Optional.empty();
    }

    @Override
    public Mono<Outcome> attempt(Owed owed) {
        Smtp server = smtp;
        if (server == null) {
            return Mono.just(new Outcome.Failed("not sent: there is no mail server (EARSHOT_SMTP_HOST)"));
        }
        return Mono.fromCallable(() -> server.send(letter(owed), envelope(owed)))
                .<Outcome>map(Outcome.Delivered::new)
                .onErrorResume(failure -> Mono.just(outcome(SmtpFault.of(failure))))
                // a mail server takes its time, and the library waits for it
                .subscribeOn(scheduler);
    }

    private static Outcome outcome(SmtpFault fault) {
        return fault.isLasting() ? new Outcome.Refused(fault.result()) : new Outcome.Failed(fault.result());
    }

    private Letter letter(Owed owed) {
        Channel channel = owed.channel();
        Letters letters = new Letters(new Telling(Paces.of(channel).zone(), links), channel.name());
        if (!owed.delivery().type().isOfCase()) {
            return letters.test();
        }
        Summary summary = Summary.of(
                owed.all().stream().map(one -> Notice.read(one.body())).toList());
        return summary.cases().size() == 1 ? letters.of(summary.cases().get(0)) : letters.of(summary);
    }

    private static Envelope envelope(Owed owed) {
        List<String> to = ((Target.Email) owed.channel().target()).to();
        DeliveryId id = owed.delivery().id();
        if (owed.all().stream().anyMatch(one -> !one.delivery().id().caseId().equals(id.caseId()))) {
            return new Envelope(to, "summary-" + id, null);
        }
        String first = new DeliveryId(id.caseId(), CaseEvent.key(1), id.channel()).toString();
        if (owed.all().stream().anyMatch(one -> one.delivery().type() == EventType.OPENED)) {
            return new Envelope(to, first, null);
        }
        String own = (owed.along().isEmpty() ? "" : "summary-") + id;
        return new Envelope(to, own, owed.delivery().type().isOfCase() ? first : null);
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
