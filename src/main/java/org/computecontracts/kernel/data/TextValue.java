package org.computecontracts.kernel.data;

/** A value with a type of its own that the database keeps as a text. */
public interface TextValue {
    String value();
}
