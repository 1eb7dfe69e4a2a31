/**
 * What asks customers: the widget's script for the pages of shops, and the survey page for links in mails and chats. Both say the same words
 * ({@code asking/texts}) and have the same look ({@code look/tokens.css} of the contract, then {@code asking/look.css}).
 */
@NullMarked
package io.earshot.ingest.asking;

import org.jspecify.annotations.NullMarked;
