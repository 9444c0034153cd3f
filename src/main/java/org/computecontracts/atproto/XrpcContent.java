package org.computecontracts.atproto;

import java.io.IOException;
import java.io.OutputStream;

/** What an answer carries; written out once. */
public interface XrpcContent {
    long length() throws IOException;

    void writeTo(OutputStream out) throws IOException;

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
