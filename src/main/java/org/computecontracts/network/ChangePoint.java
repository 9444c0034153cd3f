package org.computecontracts.network;

/**
 * A place in the order in which records changed. What is behind it never changes again: a record that changes moves to the
 * end.
 */
public record ChangePoint(long transaction, String uri) {
    public static final ChangePoint START = new ChangePoint(0, "");
}
