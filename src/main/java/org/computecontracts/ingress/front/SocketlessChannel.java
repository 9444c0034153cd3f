package org.computecontracts.ingress.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a Netty channel without a socket has to say for itself; how it connects and carries bytes is its subclass's. */
abstract class SocketlessChannel extends AbstractChannel {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);
    private static final int CONNECT_SECONDS = 10;

    private final ChannelConfig config = new DefaultChannelConfig(this);
    private @Nullable SocketAddress remote;
    private @Nullable ChannelPromise connecting;
    private @Nullable ScheduledFuture<?> timer;
    private volatile boolean open = true;
    private volatile boolean active;

    SocketlessChannel() {
        super(null);
    }

    /** Begins to connect; ends in {@link #connected} or {@link #refused}. */
    abstract void connectTo(SocketAddress address) throws IOException;

    /** The last thing that happens to the channel. */
    abstract void closed();

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new AbstractUnsafe() {
            @Override
            public void connect(SocketAddress to, @Nullable SocketAddress from, ChannelPromise promise) {
                remote = to;
                connecting = promise;
                later(CONNECT_SECONDS, () -> refused("no answer in time"));
                try {
                    connectTo(to);
                } catch (IOException e) {
                    refused(String.valueOf(e.getMessage()));
                }
            }
        };
    }

    void connected() {
        cancelTimer();
        // Before the promise is kept: who waits for it may write at once
        active = true;
        if (connecting != null && connecting.trySuccess()) {
            pipeline().fireChannelActive();
        } else {
            hangUp();
        }
    }

    void refused(String reason) {
        cancelTimer();
        if (connecting != null && connecting.tryFailure(new ConnectException(reason))) {
            hangUp();
        }
    }

    void hangUp() {
        unsafe().close(voidPromise());
    }

    /** Runs it on the event loop, to which all state belongs; at once when this is the event loop. */
    void onLoop(Runnable step) {
        if (eventLoop().inEventLoop()) {
            step.run();
        } else {
            soon(step);
        }
    }

    /** As {@link #onLoop}, but never at once. */
    void soon(Runnable step) {
        try {
            eventLoop().execute(step);
        } catch (RejectedExecutionException e) {
            // The front has stopped: nobody is left to hear of it
            open = false;
        }
    }

    /** One at a time. */
    void later(int seconds, Runnable step) {
        timer = eventLoop().schedule(step, seconds, TimeUnit.SECONDS);
    }

    void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    protected void doClose() {
        open = false;
        active = false;
        cancelTimer();
        closed();
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        if (message instanceof ByteBuf) {
            return message;
        }
        throw new IllegalStateException("Only bytes go through a tunnel, not " + message.getClass());
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        return remote;
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        return remote;
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new IllegalStateException("Nothing listens here");
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return active;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }
}
