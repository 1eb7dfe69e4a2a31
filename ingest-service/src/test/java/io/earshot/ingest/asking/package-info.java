@NullMarked
package io.earshot.ingest.asking;

import org.jspecify.annotations.NullMarked;
