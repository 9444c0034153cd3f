package org.computecontracts.bench;

import java.util.Locale;

/**
 * One measured number.
 *
 * @param aim what it is to be at most; the printed ratio is the value divided by it
 */
record Figure(String name, double value, String unit, double aim) {
    void print() {
        System.out.printf(Locale.ROOT, "figure %s %.3f %s ratio %.3f%n", name, value, unit, value / aim);
    }
}
