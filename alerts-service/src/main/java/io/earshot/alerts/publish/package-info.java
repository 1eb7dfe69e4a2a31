/** The topic that carries every change of every case. */
@NullMarked
package io.earshot.alerts.publish;

import org.jspecify.annotations.NullMarked;
