package org.computecontracts.ingress.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.sshd.client.future.OpenFuture;
import org.computecontracts.ingress.tunnel.Forward;
import org.computecontracts.ingress.tunnel.TunnelChannel;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TunnelChannel} as Netty knows connections, so that an HTTP client can use it. All state belongs to the event loop;
 * what happens on the relay's threads is handed over to it.
 */
class TunnelStream extends SocketlessChannel {
    private static final int CHUNK = 256 * 1024;
    private static final int LAST_WORDS_SECONDS = 5;

    private final Forward forward;
    private final Queue<byte[]> arrived = new ArrayDeque<>();
    private @Nullable TunnelChannel channel;
    private boolean opened;
    private boolean readWanted;
    private boolean ended;
    private boolean writing;

    TunnelStream(Forward forward) {
        this.forward = forward;
    }

    @Override
    void connectTo(SocketAddress address) throws IOException {
        var opening = new TunnelChannel(forward, data -> onLoop(() -> arrived(data)), () -> onLoop(this::ended));
        channel = opening;
        forward.connection().registerChannel(opening);
        opening.open().addListener(future -> onLoop(() -> opened(future)));
    }

    private void opened(OpenFuture future) {
        opened = future.isOpened();
        if (opened && !isOpen() && channel != null) {
            // Nobody waits for it any more
            channel.hangUp();
        } else if (opened) {
            connected();
        } else {
            refused(
                    future.getException() == null
                            ? "refused"
                            : String.valueOf(future.getException().getMessage()));
        }
    }

    private void arrived(byte[] data) {
        if (isOpen()) {
            arrived.add(data);
            deliver();
        }
    }

    private void ended() {
        ended = true;
        if (!isOpen()) {
            // The last words have been sent: nothing is waited for
            cancelTimer();
        }
        deliver();
    }

    private void deliver() {
        var delivered = false;
        while (isActive() && readWanted && !arrived.isEmpty()) {
            var data = arrived.remove();
            readWanted = config().isAutoRead();
            delivered = true;
            pipeline().fireChannelRead(Unpooled.wrappedBuffer(data));
            if (channel != null) {
                channel.consumed(data.length);
            }
        }
        if (delivered) {
            pipeline().fireChannelReadComplete();
        }
        if (ended && arrived.isEmpty() && isActive()) {
            hangUp();
        }
    }

    @Override
    protected void doBeginRead() {
        readWanted = true;
        if (!arrived.isEmpty() || ended) {
            soon(this::deliver);
        }
    }

    /** Takes as much as one SSH write may hold; the rest stays in Netty's buffer, where its limits see it. */
    @Override
    protected void doWrite(ChannelOutboundBuffer waiting) throws IOException {
        if (writing || channel == null) {
            return;
        }
        var chunk = new ByteArrayOutputStream();
        while (chunk.size() < CHUNK && waiting.current() instanceof ByteBuf buffer) {
            chunk.writeBytes(ByteBufUtil.getBytes(buffer));
            // Its promise is kept here, not when SSH has sent it: the answer could come before, to a request unfinished
            waiting.remove();
        }
        if (chunk.size() > 0) {
            writing = true;
            // Never within the write itself: a flush in a flush is lost
            channel.write(chunk.toByteArray()).addListener(written -> soon(() -> written(written.isWritten())));
        }
    }

    private void written(boolean well) {
        writing = false;
        if (isOpen() && well) {
            unsafe().flush();
        } else if (isOpen()) {
            hangUp();
        }
    }

    @Override
    void closed() {
        arrived.clear();
        if (channel == null || !opened) {
            // Until it is open there is nothing to tell the client, nor a number by which to name it: see opened
            return;
        }
        if (writing) {
            // The last words of a connection, a WebSocket's farewell say, get some time to be sent
            channel.close(false);
            later(LAST_WORDS_SECONDS, channel::hangUp);
        } else {
            channel.hangUp();
        }
    }
}
