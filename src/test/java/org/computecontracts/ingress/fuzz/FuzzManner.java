package org.computecontracts.ingress.fuzz;

/** How a hostile visitor asks. */
enum FuzzManner {
    GET(true),
    HEAD(true),
    POST(true),
    /** Without telling the length. */
    CHUNKED(true),
    /** More than all buffers on the way hold. */
    UPLOAD(true),
    EXPECT(true),
    /** A GET whose body spells a request. */
    SPELLED(true),
    TRACE_WITH_BODY(false),
    /** A method hardly anybody uses, or none. */
    ODD(false),
    /** The end of head or body never comes. */
    HALF(false),
    /** Gone before the answer is there. */
    ABANDON(false),
    /** Two readings of where the request ends. */
    SMUGGLE(false),
    /** Bytes that no header may have. */
    CONTROL(false),
    HUGE(false),
    UPGRADE(false);

    /** Whether an ordinary client could ask so, and goes on using its connection. */
    final boolean isLegal;

    FuzzManner(boolean isLegal) {
        this.isLegal = isLegal;
    }

    boolean isByHand() {
        return !isLegal && this != TRACE_WITH_BODY && this != ODD;
    }
}
