/** Cases by e-mail. */
@NullMarked
package io.earshot.alerts.mail;

import org.jspecify.annotations.NullMarked;
