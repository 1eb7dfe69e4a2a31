package io.earshot.alerts.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail needs besides its letter.
 *
 * @param to the addresses
 * @param id of the message, without the domain: the same over all attempts
 * @param thread the id of the first message of the conversation, null for one that begins its own
 */
record Envelope(List<String> to, String id, @Nullable String thread) {}
