/** The description of the API for people and tools, open without a key. */
@NullMarked
package io.earshot.alerts.apidocs;

import org.jspecify.annotations.NullMarked;
