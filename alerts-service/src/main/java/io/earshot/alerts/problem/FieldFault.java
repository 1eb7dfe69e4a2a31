package io.earshot.alerts.problem;

/**
 * What is wrong with one field or parameter.
 *
 * @param field its path
 * @param message the value and what was expected
 */
public record FieldFault(String field, String message) {}
