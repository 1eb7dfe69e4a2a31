/** CSV files of any length, streamed. */
@NullMarked
package io.earshot.ingest.csvimport;

import org.jspecify.annotations.NullMarked;
