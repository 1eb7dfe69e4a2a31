/** What Strimzi's models are annotated with and what is not published. */
@NullMarked
package io.strimzi.crdgenerator.annotations;

import org.jspecify.annotations.NullMarked;
