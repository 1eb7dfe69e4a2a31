/** Cases: opening, joining, listing. */
@NullMarked
package io.earshot.alerts.cases;

import org.jspecify.annotations.NullMarked;
