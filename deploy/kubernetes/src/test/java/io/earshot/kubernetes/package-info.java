/** Checks of the manifests: what kubectl makes of them, read by typed models, and held against the services that they run. */
@NullMarked
package io.earshot.kubernetes;

import org.jspecify.annotations.NullMarked;
