/** The alerts service: flags unhappy customers and tells the store's support team. */
@NullMarked
package io.earshot.alerts;

import org.jspecify.annotations.NullMarked;
