/** Who may call what, and in which store's name. */
@NullMarked
package io.earshot.ingest.access;

import org.jspecify.annotations.NullMarked;
