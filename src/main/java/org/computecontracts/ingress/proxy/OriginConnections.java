package org.computecontracts.ingress.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections to origins of one visitor's connection, on its event loop and gone with it. Nobody else's requests ever
 * go over them: what an origin, or this proxy, gets wrong about where a message ends stays with the visitor it happened to.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
class OriginConnections implements Rounds.Watched {
    private static final int CONNECT_MILLIS = 10_000;
    /** Shorter than common servers keep theirs (Node: 5 s), so that the end of a kept connection comes from our side. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final int MOST_AT_REST = 8;

    private final EventLoop loop;
    private final Map<Origin, Deque<OriginConnection>> resting = new HashMap<>();
    private final Set<Channel> open = new HashSet<>();
    private boolean isClosed;

    OriginConnections(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Hands a connection to {@code answers}, perhaps before this returns.
     *
     * @param mayHaveRested whether one that was used before will do
     */
    void obtain(Origin origin, boolean mayHaveRested, Answers answers) {
        var rested = mayHaveRested ? rested(origin) : null;
        if (rested != null) {
            answers.connected(rested);
        } else {
            connect(origin, answers);
        }
    }

    private @Nullable OriginConnection rested(Origin origin) {
        var known = resting.getOrDefault(origin, new ArrayDeque<>());
        // The latest first: the least likely to be closed just now
        for (var next = known.pollLast(); next != null; next = known.pollLast()) {
            if (next.isOpen() && !next.hasRestedSince(Rounds.now() - REST_NANOS)) {
                return next;
            }
            next.close();
        }
        return null;
    }

    private void connect(Origin origin, Answers answers) {
        var bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(origin.channels())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new OriginConnection(channel, kept -> rests(origin, kept)));
                    }
                });
        var connecting = bootstrap.connect(origin.address());
        var channel = connecting.channel();
        open.add(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
        connecting.addListener(connected -> {
            if (!connected.isSuccess() || isClosed) {
                channel.close();
                answers.failed(Failure.unreachable("no connection to it could be made"));
            } else {
                begin(channel, answers);
            }
        });
    }

    /** A future's listeners may not throw: it would never be heard of. */
    private static void begin(Channel channel, Answers answers) {
        try {
            answers.connected(channel.pipeline().get(OriginConnection.class));
        } catch (RuntimeException e) {
            OneLine.log("A request could not be sent", e);
            channel.close();
            answers.failed(Failure.broken("the request could not be sent to it"));
        }
    }

    private void rests(Origin origin, OriginConnection connection) {
        var known = resting.computeIfAbsent(origin, key -> new ArrayDeque<>());
        if (isClosed || known.size() >= MOST_AT_REST) {
            connection.close();
            return;
        }
        known.addLast(connection);
        Rounds.of(loop).watch(this);
    }

    @Override
    public void check(long now) {
        resting.values()
                .forEach(known -> known.removeIf(connection -> {
                    var isOver = !connection.isOpen() || connection.hasRestedSince(now - REST_NANOS);
                    if (isOver) {
                        connection.close();
                    }
                    return isOver;
                }));
        resting.values().removeIf(Deque::isEmpty);
        if (resting.isEmpty()) {
            Rounds.of(loop).leave(this);
        }
    }

    void close() {
        isClosed = true;
        Rounds.of(loop).leave(this);
        Set.copyOf(open).forEach(Channel::close);
    }
}
