package io.earshot.alerts.problem;

import java.util.List;

/** What a problem says, for tests of other packages. */
public final class Problems {

    private Problems() {}

    public static List<FieldFault> faults(ProblemException problem) {
        return problem.faults();
    }
}
