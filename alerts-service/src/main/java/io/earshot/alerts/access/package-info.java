/**
 * Who may use the API and the pages: on every path under {@code /v1} by an access key or by the cookie of a session, on pages by that cookie.
 * Controllers find who asks in the request attribute {@link io.earshot.alerts.access.Caller#ATTRIBUTE}.
 */
@NullMarked
package io.earshot.alerts.access;

import org.jspecify.annotations.NullMarked;
