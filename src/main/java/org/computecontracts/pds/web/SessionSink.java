package org.computecontracts.pds.web;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.pds.firehose.FrameSink;

/** Writes frames to a WebSocket, one after the other. */
final class SessionSink implements FrameSink {
    private static final Logger LOG = Logger.getLogger(SessionSink.class.getName());
    private static final int SECONDS_TO_TAKE_ONE = 30;

    private final Session session;
    private final ReentrantLock sending = new ReentrantLock();

    SessionSink(Session session) {
        this.session = session;
    }

    @Override
    public void send(byte[] frame) throws IOException {
        sending.lock();
        try {
            session.getAsyncRemote().sendBinary(ByteBuffer.wrap(frame)).get(SECONDS_TO_TAKE_ONE, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            throw new IOException("The reader does not take a frame", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Stopped while sending", e);
        } finally {
            sending.unlock();
        }
    }

    /** A connection that is being written to needs no ping, and must not be waited for. */
    @Override
    public void ping() throws IOException {
        if (!sending.tryLock()) {
            return;
        }
        try {
            session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IllegalStateException e) {
            throw new IOException("The connection is closed", e);
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void close(String reason) {
        try {
            session.close(new CloseReason(CloseCodes.VIOLATED_POLICY, reason));
        } catch (IOException e) {
            LOG.log(Level.FINE, "Already gone", e);
        }
    }
}
