package io.earshot.alerts.problem;

import java.util.List;
import org.springframework.http.HttpStatus;

/** What a problem says, for tests of other packages. */
public final class Problems {

    private Problems() {}

    public static List<FieldFault> faults(ProblemException problem) {
        return problem.faults();
    }

    public static HttpStatus status(ProblemException problem) {
        return problem.status();
    }
}
