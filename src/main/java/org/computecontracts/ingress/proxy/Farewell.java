package org.computecontracts.ingress.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * The end of a visitor's HTTP/1.1 connection from our side. One who still sends is heard out for a moment: at a connection
 * closed in the middle of that, the system would drop the answer too.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
class Farewell {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Channel channel;
    private boolean isSaid;
    private long closesAt;

    Farewell(Channel channel) {
        this.channel = channel;
    }

    boolean isSaid() {
        return isSaid;
    }

    /** @param stillSends whether more of the visitor's request is to come */
    void say(boolean stillSends) {
        if (isSaid) {
            return;
        }
        isSaid = true;
        closesAt = Rounds.now() + NANOS;
        var tls = channel.pipeline().get(SslHandler.class);
        if (stillSends && tls != null) {
            channel.flush();
            tls.closeOutbound();
            channel.read();
        } else {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Without any. */
    void leave() {
        isSaid = true;
        channel.flush();
        channel.close();
    }

    void check(long now) {
        if (isSaid && now - closesAt > 0) {
            channel.close();
        }
    }
}
