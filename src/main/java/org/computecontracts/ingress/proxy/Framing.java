package org.computecontracts.ingress.proxy;

/** How the end of a message's body is known (RFC 9112 section 6.3). */
sealed interface Framing {
    /** There is no body. */
    record None() implements Framing {}

    /** So many bytes. */
    record Length(long bytes) implements Framing {}

    /** Chunks, with trailers perhaps. */
    record Chunked() implements Framing {}

    /** Until the connection ends; answers only. */
    record UntilClose() implements Framing {}

    Framing NONE = new None();
    Framing CHUNKED = new Chunked();
    Framing UNTIL_CLOSE = new UntilClose();
}
