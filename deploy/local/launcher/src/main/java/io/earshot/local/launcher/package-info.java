/** Starts, watches and stops all parts of Earshot on one machine: what {@code deploy/local/up} runs. */
@NullMarked
package io.earshot.local.launcher;

import org.jspecify.annotations.NullMarked;
