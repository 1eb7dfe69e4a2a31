package io.earshot.alerts.mail;

/** What a mail says: the same as plain text and as HTML. */
record Letter(String subject, String text, String html) {}
