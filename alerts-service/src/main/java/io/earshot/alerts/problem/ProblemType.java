package io.earshot.alerts.problem;

/** What a problem is called: for programs and for people, the same for every problem of the type. */
record ProblemType(String slug, String title) {

    static ProblemType of(int status, boolean hasFaults) {
        return switch (status) {
            case 400 ->
                hasFaults
                        ? new ProblemType("invalid-input", "The input breaks the contract")
                        : new ProblemType("malformed-body", "The body can't be read");
            case 401 -> new ProblemType("unauthorized", "No valid access key");
            case 403 -> new ProblemType("forbidden", "The access key does not allow this");
            case 404 -> new ProblemType("not-found", "There is no such thing");
            case 405 -> new ProblemType("method-not-allowed", "Method not allowed");
            case 406 -> new ProblemType("not-acceptable", "Not acceptable");
            case 409 -> new ProblemType("conflict", "The state of things does not allow this");
            case 412 -> new ProblemType("precondition-failed", "It was changed since it was read");
            case 413 -> new ProblemType("too-large", "Too large");
            case 415 -> new ProblemType("unsupported-media-type", "Unsupported media type");
            case 428 -> new ProblemType("precondition-required", "If-Match is missing");
            case 503 -> new ProblemType("unavailable", "Not available for the moment");
            default -> new ProblemType("internal", "Internal error");
        };
    }
}
