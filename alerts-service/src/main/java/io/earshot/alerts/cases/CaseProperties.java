package io.earshot.alerts.cases;

import io.earshot.alerts.rules.Severity;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How cases are opened.
 *
 * @param openFor items that happened longer ago open no case
 * @param reopenFor a customer who is unhappy again within this time after a case was resolved gets the same case again
 * @param wordsRetention how long after a case was resolved words and contact data stay in it; zero for good
 * @param dueUrgent how long support has to contact the customer, by severity
 * @param grace what a killed instance left undone after a change is done after this time; longer than any write that is under way can take
 */
@ConfigurationProperties("earshot.alerts.cases")
public record CaseProperties(
        @DefaultValue("30d") Duration openFor,
        @DefaultValue("30d") Duration reopenFor,
        @DefaultValue("400d") Duration wordsRetention,
        @DefaultValue("1h") Duration dueUrgent,
        @DefaultValue("4h") Duration dueHigh,
        @DefaultValue("24h") Duration dueNormal,
        @DefaultValue("72h") Duration dueLow,
        @DefaultValue("30s") Duration grace) {

    public CaseProperties {
        requirePositive("open-for", openFor);
        requirePositive("reopen-for", reopenFor);
        if (wordsRetention.isNegative()) {
            throw new IllegalArgumentException("words-retention: " + wordsRetention + " (expected: 0s or more)");
        }
        requirePositive("due-urgent", dueUrgent);
        requirePositive("due-high", dueHigh);
        requirePositive("due-normal", dueNormal);
        requirePositive("due-low", dueLow);
        requirePositive("grace", grace);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }

    Duration due(Severity severity) {
        return switch (severity) {
            case URGENT -> dueUrgent;
            case HIGH -> dueHigh;
            case NORMAL -> dueNormal;
            case LOW -> dueLow;
        };
    }
}
