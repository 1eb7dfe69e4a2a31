package io.earshot.alerts.rules;

/** An item that meets the condition calls for a case. Several rules may share a name: they are steps of one. */
record Rule(String name, Condition condition, Severity severity) {}
