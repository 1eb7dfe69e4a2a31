/** The feedback event that all services agree on: its facts, its JSON, its Kafka record. */
@NullMarked
package io.earshot.feedback;

import org.jspecify.annotations.NullMarked;
