package io.earshot.bench.scoring;

import io.earshot.bench.Report;
import io.earshot.bench.load.OpenLoad;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was measured at one length of the history.
 *
 * @param topicBytes an answer
 * @param tableBytes an answer, by table
 * @param rowWrites an answer, of the last million
 * @param rowsRead by query
 * @param latencies by query
 */
record GrowthPoint(
        long answers,
        double topicBytes,
        Map<String, Double> tableBytes,
        double rowWrites,
        Map<String, RowsRead.Cost> rowsRead,
        Map<String, OpenLoad.Result> latencies) {

    /** Tables with less an answer are in the sum only. */
    private static final double LEAST_BYTES_SHOWN = 1;

    private double allTableBytes() {
        return tableBytes.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    void print() {
        Report.line(
                "%,d answers: %.2f row writes an answer; %.1f bytes an answer on the topic, %.1f in Cassandra: %s",
                answers,
                rowWrites,
                topicBytes,
                allTableBytes(),
                tableBytes.entrySet().stream()
                        .map(table -> String.format(Locale.ROOT, "%s %.1f", table.getKey(), table.getValue()))
                        .collect(Collectors.joining(", ")));
        latencies.forEach((query, result) -> Report.line(
                "    %-16s reads %.0f rows in %.0f partitions; %s",
                query, rowsRead.get(query).rows(), rowsRead.get(query).statements(), result.summary()));
    }

    /** One line a length, one column a figure. */
    static String csv(List<GrowthPoint> points) {
        List<Map<String, String>> lines =
                points.stream().map(GrowthPoint::columns).toList();
        Map<String, String> names = new LinkedHashMap<>();
        lines.forEach(line -> line.keySet().forEach(name -> names.put(name, "")));
        StringBuilder csv = new StringBuilder(String.join(",", names.keySet())).append('\n');
        for (Map<String, String> line : lines) {
            csv.append(names.keySet().stream()
                            .map(name -> line.getOrDefault(name, ""))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return csv.toString();
    }

    private Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("answers", Long.toString(answers));
        columns.put("row writes an answer", figure(rowWrites));
        columns.put("topic bytes an answer", figure(topicBytes));
        columns.put("Cassandra bytes an answer", figure(allTableBytes()));
        tableBytes.forEach((table, bytes) -> columns.put(table + " bytes an answer", figure(bytes)));
        rowsRead.forEach((query, cost) -> {
            columns.put(query + " partitions read", figure(cost.statements()));
            columns.put(query + " rows read", figure(cost.rows()));
        });
        latencies.forEach((query, result) -> {
            columns.put(query + " p50 ms", figure(millis(result, 50)));
            columns.put(query + " p99 ms", figure(millis(result, 99)));
        });
        return columns;
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static double millis(OpenLoad.Result result, double percentile) {
        return result.micros().getValueAtPercentile(percentile) / 1e3;
    }

    static String plot(List<GrowthPoint> points) {
        List<String> queries = List.copyOf(points.get(0).latencies().keySet());
        List<Plot.Panel> panels = List.of(
                new Plot.Panel("Bytes an answer on disk", byteLines(points)),
                new Plot.Panel("Row writes an answer", List.of(line("score rows", points, GrowthPoint::rowWrites))),
                new Plot.Panel(
                        "Rows read a query",
                        lines(
                                queries,
                                points,
                                (point, query) -> point.rowsRead().get(query).rows())),
                new Plot.Panel(
                        "Median time of a query, ms",
                        lines(
                                queries,
                                points,
                                (point, query) -> millis(point.latencies().get(query), 50))));
        return Plot.svg(
                "Cost of an answer and of a query as the history grows",
                points.stream().map(GrowthPoint::answers).toList(),
                panels);
    }

    private static List<Plot.Line> byteLines(List<GrowthPoint> points) {
        List<Plot.Line> lines = new ArrayList<>();
        lines.add(line("Cassandra", points, GrowthPoint::allTableBytes));
        Map<String, Double> last = new TreeMap<>(points.get(points.size() - 1).tableBytes());
        last.values().removeIf(bytes -> bytes < LEAST_BYTES_SHOWN);
        last.keySet()
                .forEach(table -> lines.add(line(
                        "of that " + table, points, point -> point.tableBytes().getOrDefault(table, 0.0))));
        lines.add(line("topic", points, GrowthPoint::topicBytes));
        return lines;
    }

    private interface FigureOfQuery {
        double of(GrowthPoint point, String query);
    }

    private static List<Plot.Line> lines(List<String> queries, List<GrowthPoint> points, FigureOfQuery figure) {
        return queries.stream()
                .map(query -> line(query, points, point -> figure.of(point, query)))
                .toList();
    }

    private static Plot.Line line(String name, List<GrowthPoint> points, Function<GrowthPoint, Double> figure) {
        return new Plot.Line(name, points.stream().map(figure).toList());
    }
}
