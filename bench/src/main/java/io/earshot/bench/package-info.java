/** Measurements, each a program of its own. */
@NullMarked
package io.earshot.bench;

import org.jspecify.annotations.NullMarked;
