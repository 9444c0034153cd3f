package org.computecontracts.network;

import java.util.Comparator;

/**
 * A place in the order in which records changed. What is behind it never changes again: a record that changes moves to the
 * end.
 */
public record ChangePoint(long transaction, String uri) implements Comparable<ChangePoint> {
    public static final ChangePoint START = new ChangePoint(0, "");

    private static final Comparator<ChangePoint> ORDER =
            Comparator.comparingLong(ChangePoint::transaction).thenComparing(ChangePoint::uri);

    @Override
    public int compareTo(ChangePoint other) {
        return ORDER.compare(this, other);
    }
}
