package org.computecontracts.atproto.xrpc;

/**
 * One XRPC method that this server answers at {@code /xrpc/{nsid}} (AT Protocol, HTTP API). Implementations are CDI beans,
 * one a class, named after the method; they are found by their {@link #nsid()}.
 */
public interface XrpcMethod {
    /** The method's name, for example {@code com.atproto.repo.createRecord}. */
    String nsid();

    /** Query (GET, and HEAD for what GET would say without its body) or procedure (POST). */
    Kind kind();

    /** Throws {@link XrpcError}, or any ProblemException, which becomes one. */
    XrpcReply handle(XrpcCall call);

    /** Asked before the body is read: who takes large ones refuses strangers here already, as {@link #handle} does. */
    default void admit(XrpcCall call) {}

    /** Whether it is answered here even where the caller names another service. */
    default boolean isOwn() {
        return nsid().startsWith("com.atproto.");
    }

    /** The largest request body accepted, in bytes. */
    default int maxBodyBytes() {
        return 1 << 20;
    }

    /** The kinds of method served over plain HTTP. */
    enum Kind {
        QUERY,
        PROCEDURE,
        /** Only for {@link XrpcMethods#ANY_OTHER}. */
        EITHER;

        boolean takes(String verb) {
            return switch (this) {
                case QUERY -> verb.equals("GET") || verb.equals("HEAD");
                case PROCEDURE -> verb.equals("POST");
                case EITHER -> QUERY.takes(verb) || PROCEDURE.takes(verb);
            };
        }
    }
}
