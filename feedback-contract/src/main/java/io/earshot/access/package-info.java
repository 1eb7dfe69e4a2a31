/** Access keys: who may do what, for which store. */
@NullMarked
package io.earshot.access;

import org.jspecify.annotations.NullMarked;
