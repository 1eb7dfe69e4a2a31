/** How much happens to cases and how long it takes: written with every change, counted when somebody asks. */
@NullMarked
package io.earshot.alerts.numbers;

import org.jspecify.annotations.NullMarked;
