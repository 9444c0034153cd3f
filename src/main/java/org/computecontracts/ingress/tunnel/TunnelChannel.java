package org.computecontracts.ingress.tunnel;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.ChannelAsyncOutputStream;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * One connection to a workload, as an SSH channel that the server opens (RFC 4254 section 7.2). No socket is behind it. What
 * arrives counts against the SSH window until it is {@link #consumed}: that is the back-pressure.
 */
public final class TunnelChannel extends AbstractClientChannel {
    private static final String ORIGINATOR = "127.0.0.1";
    private static final int ORIGINATOR_PORT = 80;

    private final Forward forward;
    private final Consumer<byte[]> received;
    private final Runnable ended;

    /** @param ended called at the end of what the workload sends, on one of the relay's threads, as is {@code received} */
    public TunnelChannel(Forward forward, Consumer<byte[]> received, Runnable ended) {
        super("forwarded-tcpip");
        this.forward = forward;
        this.received = received;
        this.ended = ended;
        addCloseFutureListener(closed -> ended.run());
    }

    @Override
    public synchronized OpenFuture open() throws IOException {
        openFuture = new DefaultOpenFuture(this, futureLock);
        var window = getLocalWindow();
        var request = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
        request.putString(getChannelType());
        request.putUInt(getChannelId());
        request.putUInt(window.getSize());
        request.putUInt(window.getPacketSize());
        // The very address and port the client asked for, or OpenSSH refuses the channel
        request.putString(forward.service());
        request.putUInt(forward.port());
        request.putString(ORIGINATOR);
        request.putUInt(ORIGINATOR_PORT);
        writePacket(request);
        return openFuture;
    }

    @Override
    protected void doOpen() {
        // In this mode a channel that is being closed still sends what was written before
        setStreaming(Streaming.Async);
        asyncIn = new ChannelAsyncOutputStream(this, SshConstants.SSH_MSG_CHANNEL_DATA);
    }

    /** Only one write may be under way. */
    public IoWriteFuture write(byte[] data) throws IOException {
        forward.traffic().toWorkload(data.length);
        return asyncIn.writeBuffer(new ByteArrayBuffer(data));
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) {
        var copy = new byte[(int) length];
        System.arraycopy(data, offset, copy, 0, copy.length);
        forward.traffic().fromWorkload(length);
        received.accept(copy);
    }

    @Override
    protected void doWriteExtendedData(byte[] data, int offset, long length) throws IOException {
        // A forwarded connection has no second stream; what comes on one is thrown away, but makes room again
        getLocalWindow().release(length);
    }

    public void consumed(int bytes) {
        try {
            if (!isClosing()) {
                getLocalWindow().release(bytes);
            }
        } catch (IOException e) {
            close(true);
        }
    }

    @Override
    public void handleEof() throws IOException {
        super.handleEof();
        ended.run();
    }

    /**
     * Tells the client, always: closing at once would leave its half of the channel open for good. What waits to be sent is
     * thrown away first, since a graceful close waits for it, and a workload that no longer reads would make that for ever.
     */
    public void hangUp() {
        if (asyncIn != null) {
            asyncIn.close(true);
        }
        close(false);
    }
}
