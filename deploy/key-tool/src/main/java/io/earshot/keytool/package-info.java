/** Makes, lists and revokes access keys from a shell. */
@NullMarked
package io.earshot.keytool;

import org.jspecify.annotations.NullMarked;
