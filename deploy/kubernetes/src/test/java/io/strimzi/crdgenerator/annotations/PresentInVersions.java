package io.strimzi.crdgenerator.annotations;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Which versions of the API have a field, as Strimzi's models say it. The annotation is not published with them, so it stands here to be read. */
@Retention(RetentionPolicy.RUNTIME)
public @interface PresentInVersions {

    /** A version, or the first and the last: {@code v1beta2}, {@code v1beta2-v1}. */
    String value();
}
