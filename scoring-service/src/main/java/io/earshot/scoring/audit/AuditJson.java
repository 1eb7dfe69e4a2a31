package io.earshot.scoring.audit;

import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.measure.Series;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An audit's findings by the names of the API. */
final class AuditJson {

    private AuditJson() {}

    static Map<String, Object> of(AuditReport report) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("from", report.from().toString());
        answer.put("to", report.to().toString());
        answer.put("items", report.items());
        answer.put("rows", report.rows());
        answer.put("cells", report.cells());
        answer.put("pending", report.pending());
        answer.put("drift", report.drift());
        answer.put(
                "differences", report.differences().stream().map(AuditJson::of).toList());
        return answer;
    }

    private static Map<String, @Nullable Object> of(Difference difference) {
        RowKey key = difference.row().key();
        Series series = key.series();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("metric", series.metric().slug());
        answer.put("scale", series.scale().slug());
        answer.put("segment", key.segment().equals(RowKey.ALL) ? null : key.segment());
        answer.put("resolution", key.resolution().slug());
        answer.put("bucket", key.resolution().startOf(key.bucket()).toString());
        answer.put("source", difference.row().source());
        answer.put("cell", difference.cell());
        answer.put("stored", difference.stored().counts());
        answer.put("recounted", difference.recounted().counts());
        return answer;
    }
}
