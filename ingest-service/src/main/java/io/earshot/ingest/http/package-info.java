/** What all endpoints share of HTTP: bodies within limits, JSON answers, problems. */
@NullMarked
package io.earshot.ingest.http;

import org.jspecify.annotations.NullMarked;
