/** Where integration tests take their servers from, the same tests on all kinds of them. */
@NullMarked
package io.earshot.testservers;

import org.jspecify.annotations.NullMarked;
