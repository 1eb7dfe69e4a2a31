/** Changes of what a store keeps by name: teams and watches. */
@NullMarked
package io.earshot.alerts.patches;

import org.jspecify.annotations.NullMarked;
