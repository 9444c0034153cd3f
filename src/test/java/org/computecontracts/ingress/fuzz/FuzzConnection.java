package org.computecontracts.ingress.fuzz;

/** A visitor's connection to the front. */
interface FuzzConnection extends AutoCloseable {
    /** A whole exchange; afterwards the connection may be closed. */
    FuzzAnswer exchange(FuzzRequest request, long millis) throws FuzzBroken;

    boolean isOpen();

    @Override
    void close();
}
