package org.computecontracts.appview.dialect;

/** What a record of the market is in a deal. */
public enum StatementKind {
    MACHINE,
    REQUEST,
    PRICE,
    BID,
    PAYMENT,
    PAYMENT_RECEIPT,
    ACCEPTANCE,
    RECEIPT,
    EVENT,
    HAPPENING
}
