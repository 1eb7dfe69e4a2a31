package io.earshot.alerts.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.events.EventSink;
import io.earshot.feedback.Topics;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Puts every change of every case on {@link Topics#CASES}: key = store, value = what webhooks get, CloudEvents 1.0 in binary mode, {@code ce_id} =
 * case:version. A change may be there twice, and after a crash later than one that came after it: {@code data.version} tells.
 */
final class CasePublisher implements EventSink, DisposableBean {

    /** More than this waits nowhere: what is refused is published by its timer. */
    private static final int MOST_WAITING = 5_000;

    private static final Header SPEC_VERSION_HEADER = header("ce_specversion", "1.0");
    private static final Header SOURCE_HEADER = header("ce_source", "/earshot/alerts");
    private static final Header JSON_HEADER = header("content-type", "application/json");

    private final CaseTopic topic;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final Runnable onClose;
    // sending may block while the brokers are away: one thread waits for it, and nobody else
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> new Thread(task, "case-publisher"));

    CasePublisher(CaseTopic topic, KafkaOperations<byte[], byte[]> kafka, Runnable onClose) {
        this.topic = topic;
        this.kafka = kafka;
        this.onClose = onClose;
    }

    @Override
    public CompletionStage<?> publish(CaseEvent event) {
        try {
            return CompletableFuture.supplyAsync(() -> send(event), sender).thenCompose(sent -> sent);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletableFuture<?> send(CaseEvent event) {
        topic.make();
        return kafka.send(message(event)).whenComplete((sent, failure) -> {
            if (failure != null) {
                topic.missed();
            }
        });
    }

    static ProducerRecord<byte[], byte[]> message(CaseEvent event) {
        RecordHeaders headers = new RecordHeaders(new Header[] {
            SPEC_VERSION_HEADER,
            header("ce_type", "io.earshot.feedback." + event.type().slug() + ".v1"),
            header("ce_id", event.caseId() + ":" + event.version()),
            SOURCE_HEADER,
            header("ce_time", event.at().toString()),
            JSON_HEADER
        });
        return new ProducerRecord<>(
                Topics.CASES, null, event.store().getBytes(UTF_8), event.body().getBytes(UTF_8), headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    @Override
    public void destroy() {
        sender.shutdown();
        onClose.run();
    }
}
