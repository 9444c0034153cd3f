package org.computecontracts.atproto.xrpc;

import java.io.IOException;
import java.io.OutputStream;

/** What an answer carries; written out once. */
public interface XrpcContent {
    /** Negative where nobody knows. */
    long length() throws IOException;

    void writeTo(OutputStream out) throws IOException;

    /** What somebody else has, and has not sent because only its length was asked for. */
    static XrpcContent unsent(long length) {
        return new XrpcContent() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void writeTo(OutputStream out) {}
        };
    }

    static XrpcContent of(byte[] bytes) {
        return new XrpcContent() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }
}
