package io.earshot.alerts.rules;

/**
 * Why an item calls for a case.
 *
 * @param rule the name of the rule it meets
 * @param severity how much it matters
 */
public record Flag(String rule, Severity severity) {}
