package io.earshot.alerts.deliveries;

/**
 * How an attempt went.
 *
 * @param delivered whether the endpoint answered 2xx
 * @param result for people, never what the endpoint said
 */
record Outcome(boolean delivered, String result) {}
