package org.computecontracts.ingress.proxy;

import java.util.Optional;

/**
 * Decides whether a connection to an origin may carry another request: the one place that does. Both sides must agree,
 * beyond doubt, that the exchange is over and that nothing of it is still to come.
 *
 * @param request what was asked
 * @param answer what came in the end, whole
 * @param wentWhole whether the request left here to its last byte
 * @param hasMore whether bytes came after it
 * @param upgrades whether another protocol was asked for
 */
record Reuse(RequestHead request, AnswerHead answer, boolean wentWhole, boolean hasMore, boolean upgrades) {
    /** Why not; empty when it may. */
    Optional<String> objection() {
        if (!wentWhole) {
            return Optional.of("the answer came before the request was sent");
        }
        if (request.hasBody()) {
            // A server that did not read it, or knows none with this method, takes it for the next request
            return Optional.of("nobody tells whether the request's body was read");
        }
        if (upgrades) {
            return Optional.of("the origin may take what comes next for the other protocol");
        }
        if (hasMore) {
            return Optional.of("more came than the answer");
        }
        if (!answer.keeps()) {
            return Optional.of("the origin closes it");
        }
        if (!request.isWellKnown()) {
            return Optional.of("of this method it is not certain where its messages end");
        }
        return switch (answer.framing()) {
            case Framing.Length length -> Optional.empty();
            case Framing.Chunked chunked -> Optional.empty();
            // To HEAD, 204, 304: naive servers send a body all the same, and it may come late
            case Framing.None none -> Optional.of("the answer's end was not told");
            case Framing.UntilClose untilClose -> Optional.of("the answer ends with the connection");
        };
    }
}
