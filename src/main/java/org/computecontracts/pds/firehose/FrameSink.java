package org.computecontracts.pds.firehose;

import java.io.IOException;

/** A connection that takes frames of the firehose. */
public interface FrameSink {
    /** Returns when the frame is on its way; fails when the other side does not take it in time. */
    void send(byte[] frame) throws IOException;

    /** Keeps the connection from being taken for dead. */
    void ping() throws IOException;

    void close(String reason);
}
