package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.deliveries.DeliveryView;
import io.earshot.alerts.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cases as people read them: some of them in a list, or one with all that belongs to it. */
@Component
final class CasePages {

    private final CaseList list;
    private final CaseRows rows;
    private final DueLines due;
    private final ObjectMapper mapper;

    CasePages(CaseList list, CaseRows rows, DueLines due, ObjectMapper mapper) {
        this.list = list;
        this.rows = rows;
        this.due = due;
        this.mapper = mapper;
    }

    /** One case, and the version that the caller gets to see. */
    record Page(VersionTag tag, ObjectNode json) {}

    /** A page of the list; blocks. */
    ObjectNode page(String store, CaseQuery query) {
        String customer = query.customer();
        CaseList.Slice slice =
                customer == null ? list.slice(store, query) : sliceOf(store, Identity.ofId(customer), query);
        ObjectNode page = mapper.createObjectNode();
        page.putArray("cases")
                .addAll(asTheyAre(
                        slice.entries().stream()
                                .map(entry -> rows.startItems(store, entry.customer(), entry.id()))
                                .toList(),
                        query::matches));
        if (slice.next() != null) {
            page.put("next", slice.next().written());
        }
        return page;
    }

    /** The cases of these lines that are still where the line says and match, as they are by now; blocks. */
    List<ObjectNode> of(String store, CaseQuery query, List<DueLine> lines) {
        List<CompletionStage<AsyncResultSet>> reads = lines.stream()
                .map(line -> rows.startItems(store, line.customer(), line.id()))
                .toList();
        List<ObjectNode> cases = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            DueLine line = lines.get(i);
            asItIs(reads.get(i), file -> due.isTrue(line, file) && query.matches(file))
                    .ifPresent(cases::add);
        }
        return cases;
    }

    /** The list may be a moment older than the cases: only those that are wanted as they are by now, with their items. */
    private static List<ObjectNode> asTheyAre(List<CompletionStage<AsyncResultSet>> reads, Predicate<CaseFile> wanted) {
        return reads.stream().flatMap(read -> asItIs(read, wanted).stream()).toList();
    }

    private static Optional<ObjectNode> asItIs(CompletionStage<AsyncResultSet> read, Predicate<CaseFile> wanted) {
        List<Row> found = CaseRows.all(read);
        return file(found).filter(wanted).map(file -> CaseJson.of(file, CaseJson.shown(CaseRows.items(found))));
    }

    /** The cases of one customer: they lie together, and there are few. */
    private CaseList.Slice sliceOf(String store, String customer, CaseQuery query) {
        Cursor from = query.cursor();
        List<CaseList.Entry> entries = rows.ofCustomer(store, customer).stream()
                .flatMap(id -> rows.find(store, customer, id).stream())
                .filter(query::matches)
                .map(CaseList.Entry::of)
                .filter(entry -> from == null || entry.isAfter(from))
                .sorted(CaseList.NEWEST_FIRST)
                .toList();
        if (entries.size() <= query.limit()) {
            return new CaseList.Slice(entries, null);
        }
        CaseList.Entry last = entries.get(query.limit() - 1);
        return new CaseList.Slice(entries.subList(0, query.limit()), new Cursor(last.openedAt(), last.id()));
    }

    /**
     * A case with its items, notes, history and deliveries, each the oldest first; blocks.
     *
     * @throws ProblemException 404 if the store has none of that id
     */
    Page one(String store, String text) {
        UUID id = id(text);
        String customer = list.home(store, id).orElseThrow(CasePages::notFound);
        List<Row> found = rows.all(store, customer, id);
        CaseFile file = file(found).orElseThrow(CasePages::notFound);
        ObjectNode json = CaseJson.of(file, CaseJson.shown(CaseRows.items(found)));
        ArrayNode notes = json.putArray("notes");
        ArrayNode history = json.putArray("history");
        ArrayNode deliveries = json.putArray("deliveries");
        part(found, "note").forEach(row -> notes.add(note(row)));
        part(found, "event").forEach(row -> history.add(event(row)));
        part(found, "delivery").stream()
                .sorted(Comparator.comparing((Row row) -> Objects.requireNonNullElse(row.getString("event"), ""))
                        .thenComparing(row -> CaseRows.text(row, "key")))
                .forEach(row -> deliveries.add(mapper.<ObjectNode>valueToTree(DeliveryView.of(row))));
        return new Page(VersionTag.of(file, deliveries.isEmpty() ? "" : deliveries.toString()), json);
    }

    /**
     * The case alone; blocks.
     *
     * @throws ProblemException 404 if the store has none of that id
     */
    CaseFile file(String store, String text) {
        UUID id = id(text);
        return list.home(store, id)
                .flatMap(customer -> rows.find(store, customer, id))
                .orElseThrow(CasePages::notFound);
    }

    private static List<Row> part(List<Row> rows, String part) {
        return rows.stream().filter(row -> part.equals(row.getString("part"))).toList();
    }

    static ObjectNode note(Row row) {
        return CaseJson.note(
                CaseRows.instant(row, "at"),
                CaseRows.text(row, "actor"),
                row.getString("agent"),
                CaseRows.text(row, "body"));
    }

    private ObjectNode event(Row row) {
        ObjectNode event = mapper.createObjectNode();
        event.put("version", Long.parseLong(CaseRows.text(row, "key")));
        event.put("at", CaseRows.instant(row, "at").toString());
        event.put("type", row.getString("type"));
        event.put("by", row.getString("actor"));
        event.put("agent", row.getString("agent"));
        event.put("item", row.getString("item"));
        event.set("changes", CaseJson.parse(CaseRows.text(row, "changes")));
        return event;
    }

    private static Optional<CaseFile> file(List<Row> rows) {
        return part(rows, "case").stream().findFirst().map(CaseRows::file);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("no such case");
    }
}
