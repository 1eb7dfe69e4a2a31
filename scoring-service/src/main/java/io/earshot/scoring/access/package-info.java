/**
 * Lets only those with an access key of the right scope in: on every path under {@code /v1} by the key itself or by the cookie of a session, on
 * pages by that cookie. Controllers find who asks in the request attribute {@link io.earshot.scoring.access.Caller#ATTRIBUTE}.
 */
@NullMarked
package io.earshot.scoring.access;

import org.jspecify.annotations.NullMarked;
