package io.earshot.ingest;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;

/** Says in one line which setting keeps the service from starting, where Spring Boot would write a page. */
@Order(0)
final class InvalidSettingReporter implements SpringBootExceptionReporter {

    /** Called by Spring Boot, which gives the context. */
    InvalidSettingReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            // our own checks say "setting: value (expected: …)"; everything else is for Spring Boot to explain
            if (cause instanceof IllegalArgumentException && message != null && isOurs(message)) {
                LoggerFactory.getLogger(IngestApplication.class).error("Can't start: {}", message);
                return true;
            }
        }
        return false;
    }

    private static boolean isOurs(String message) {
        return message.contains("(expected: ") || message.startsWith("keys file ");
    }
}
