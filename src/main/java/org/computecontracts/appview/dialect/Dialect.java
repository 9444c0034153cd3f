package org.computecontracts.appview.dialect;

/** A way of writing the market's records, by when it was in use (market protocol section 0.1). */
public enum Dialect {
    G0("first records, May 2026", false),
    G05("first envelopes, May 2026", false),
    G1("envelopes without signatures, May and June 2026", false),
    G2("signed records, since June 2026", true),
    G3("signed records with several policies, since August 2026", true);

    private final String words;
    private final boolean signed;

    Dialect(String words, boolean signed) {
        this.words = words;
        this.signed = signed;
    }

    public String words() {
        return words;
    }

    /** Whether its records can be signed at all: what cannot is shown, and never acted on. */
    public boolean isSigned() {
        return signed;
    }
}
