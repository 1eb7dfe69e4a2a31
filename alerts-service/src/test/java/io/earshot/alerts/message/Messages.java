package io.earshot.alerts.message;

/** Messages about cases, as webhooks get them. */
public final class Messages {

    public static final String CASE = "7f3c1d0a-1111-4222-8333-0123456789ab";

    private Messages() {}

    /** A detractor who said that; the text is put into JSON as it is. */
    public static String detractor(String type, String name, String comment) {
        return of(type, CASE, 1, "high", name, comment);
    }

    /** A score that fell; {@code drop} is put into the case as it is. */
    public static String drop(String type, String drop) {
        return """
                {"type": "%s", "timestamp": "2026-11-22T11:00:00Z", "data": {
                  "id": "%s", "version": 1, "kind": "score-drop", "status": "open", "severity": "high", "rule": "nps-drop", "customer": null,
                  "assignee": null, "team": null, "openedAt": "2026-11-22T10:59:58Z", "updatedAt": "2026-11-22T11:00:00Z",
                  "dueAt": "2026-11-22T14:59:58Z", "acknowledgedAt": null, "contactedAt": null, "resolvedAt": null, "outcome": null,
                  "itemCount": 0, "drop": %s, "items": []}}""".formatted(type, CASE, drop);
    }

    public static String of(String type, String id, int version, String severity, String name, String comment) {
        return """
                {"type": "%s", "timestamp": "2026-11-22T11:00:00Z", "data": {
                  "id": "%s", "version": %d, "kind": "detractor", "status": "open", "severity": "%s", "rule": "nps-detractor",
                  "customer": {"id": "c-17", "email": "cora@shop.example", "name": "%s"}, "assignee": null, "team": "nordics",
                  "openedAt": "2026-11-22T10:59:58Z", "updatedAt": "2026-11-22T11:00:00Z", "dueAt": "2026-11-22T14:59:58Z",
                  "acknowledgedAt": null, "contactedAt": null, "resolvedAt": null, "outcome": null, "itemCount": 1,
                  "items": [{"id": "a1", "kind": "survey", "metric": "nps", "score": 3, "scale": "0-10", "comment": "%s",
                    "occurredAt": "2026-11-22T10:15:00Z", "context": {"touchpoint": "delivery", "order": "o-551"}}]}}""".formatted(type, id, version, severity, name, comment);
    }
}
