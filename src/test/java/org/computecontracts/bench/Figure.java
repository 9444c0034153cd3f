package org.computecontracts.bench;

import java.util.Locale;

/**
 * One measured number.
 *
 * @param ratio 1 or more: the goal is met
 */
public record Figure(String name, double value, String unit, double ratio) {
    /** A limit is met so many times over at most: some values may come out as nothing, or less. */
    private static final double MOST = 1000;

    /** The more the better. */
    public static Figure atLeast(double goal, String name, double value, String unit) {
        return new Figure(name, value, unit, value / goal);
    }

    /** The less the better. */
    public static Figure atMost(double limit, String name, double value, String unit) {
        return new Figure(name, value, unit, value <= limit / MOST ? MOST : limit / value);
    }

    /** To compare others with: nothing is asked of it. */
    public static Figure yardstick(String name, double value, String unit) {
        return new Figure(name, value, unit, 1);
    }

    public void print() {
        System.out.printf(Locale.ROOT, "figure %s %.3f %s ratio %.3f%n", name, value, unit, ratio);
    }
}
