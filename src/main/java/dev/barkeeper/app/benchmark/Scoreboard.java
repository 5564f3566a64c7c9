package dev.barkeeper.app.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The table at the end: what was measured, the figure, what it should be. */
final class Scoreboard {
    private static final String ROW = "%-66s %12s  %-14s %s";

    private final List<String> rows = new ArrayList<>();

    /** A figure that has a target: at most so much. */
    void atMost(String what, double figure, double target, String unit) {
        String verdict = figure <= target ? "met" : "MISSED";
        rows.add(String.format(Locale.ROOT, ROW, what, number(figure, unit), "≤ " + number(target, unit), verdict));
    }

    /** A figure to compare others with. */
    void note(String what, double figure, String unit) {
        rows.add(String.format(Locale.ROOT, ROW, what, number(figure, unit), "", "")
                .stripTrailing());
    }

    /** What could not be measured, and why. */
    void missing(String what, String why) {
        rows.add(String.format(Locale.ROOT, ROW, what, "-", "", "not measured: " + why));
    }

    void heading(String text) {
        rows.add(text);
    }

    void print(Consumer<String> out) {
        out.accept(String.format(Locale.ROOT, ROW, "", "figure", "target", ""));
        rows.forEach(out);
    }

    static String number(double value, String unit) {
        String digits = unit.equals("rows") || unit.equals("MB") ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits, value) + (unit.isEmpty() ? "" : " " + unit);
    }
}
