package org.computecontracts.identity;

/** The access token of one generation of a session. */
record Access(String token, long generation) {
    /** Never in a log. */
    @Override
    public String toString() {
        return "Access[" + generation + "]";
    }
}
