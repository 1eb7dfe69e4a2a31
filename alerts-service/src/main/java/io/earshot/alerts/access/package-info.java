/** Who may use the API: access keys on every path under /v1. */
@NullMarked
package io.earshot.alerts.access;

import org.jspecify.annotations.NullMarked;
