@NullMarked
package io.earshot.ingest.apidocs;

import org.jspecify.annotations.NullMarked;
