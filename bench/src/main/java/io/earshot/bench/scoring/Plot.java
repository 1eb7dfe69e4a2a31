package io.earshot.bench.scoring;

import java.util.List;
import java.util.Locale;

/** Panels of lines over the same sizes, as an SVG: sizes on a logarithmic axis, figures on one that begins at 0. */
final class Plot {

    private static final int WIDTH = 420;
    private static final int HEIGHT = 300;
    private static final int LEFT = 56;
    private static final int RIGHT = 140;
    private static final int TOP = 36;
    private static final int BOTTOM = 34;
    private static final int TITLE = 40;
    private static final int TICKS = 4;
    private static final List<String> COLOURS =
            List.of("#0b6e99", "#c4572b", "#3d8b40", "#7b4fa3", "#b08900", "#555555", "#c2317c");

    private final StringBuilder svg = new StringBuilder();
    private final List<Long> sizes;

    private Plot(List<Long> sizes) {
        this.sizes = sizes;
    }

    /** @param values one for each size */
    record Line(String name, List<Double> values) {}

    record Panel(String title, List<Line> lines) {}

    /** @param sizes rising */
    static String svg(String title, List<Long> sizes, List<Panel> panels) {
        Plot plot = new Plot(sizes);
        int height = TITLE + (panels.size() + 1) / 2 * HEIGHT;
        plot.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">",
                2 * WIDTH, height);
        plot.add("<title>%s</title>", title);
        plot.add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", 2 * WIDTH, height);
        plot.add("<text x=\"%d\" y=\"26\" font-size=\"15\">%s</text>", LEFT, title);
        for (int i = 0; i < panels.size(); i++) {
            plot.add("<g transform=\"translate(%d %d)\">", i % 2 * WIDTH, TITLE + i / 2 * HEIGHT);
            plot.panel(panels.get(i));
            plot.add("</g>");
        }
        plot.add("</svg>");
        return plot.svg.toString();
    }

    private void panel(Panel panel) {
        double top = ceiling(panel.lines().stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1));
        add("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", LEFT, TOP - 14, panel.title());
        for (int tick = 0; tick <= TICKS; tick++) {
            double value = top * tick / TICKS;
            add(
                    "<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT, y(value, top), WIDTH - RIGHT, LEFT - 6, y(value, top) + 4, number(value));
        }
        for (long size : sizes) {
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x(size), HEIGHT - BOTTOM + 18, shortened(size));
        }
        for (int i = 0; i < panel.lines().size(); i++) {
            line(panel.lines().get(i), i, top);
        }
    }

    private void line(Line line, int number, double top) {
        String colour = COLOURS.get(number % COLOURS.size());
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < sizes.size(); i++) {
            double x = x(sizes.get(i));
            double y = y(line.values().get(i), top);
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, colour);
        }
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                points.toString().strip(), colour);
        int legend = TOP + 6 + number * 16;
        add(
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s %s</text>",
                WIDTH - RIGHT + 12,
                legend,
                colour,
                line.name(),
                number(line.values().get(line.values().size() - 1)));
    }

    private double x(long size) {
        double low = Math.log10(sizes.get(0));
        double span = Math.log10(sizes.get(sizes.size() - 1)) - low;
        // one size alone stands in the middle
        double share = span == 0 ? 0.5 : (Math.log10(size) - low) / span;
        int margin = 14;
        return LEFT + margin + share * (WIDTH - LEFT - RIGHT - 2 * margin);
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
    }

    /** The next of 1, 2, 4, 8 or 10 times a power of ten: quarters of it are short. */
    private static double ceiling(double value) {
        if (value <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (int step : new int[] {1, 2, 4, 8}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 || value == Math.rint(value) ? "%,.0f" : "%.2f", value);
    }

    private static String shortened(long size) {
        return size % 1_000_000 == 0 ? size / 1_000_000 + " M" : String.format(Locale.ROOT, "%,d", size);
    }

    private void add(String text, Object... values) {
        svg.append(String.format(Locale.ROOT, text, values)).append('\n');
    }
}
