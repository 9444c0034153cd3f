package org.computecontracts.ingress.proxy;

import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One connection of a visitor, with what is under way on it. Closed when nothing is for too long; a plain idle timeout would
 * do that to quiet pipes and event streams as well, which may be silent for hours.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
class VisitorConnection implements Rounds.Watched {
    private static final int NETWORK_BYTES = 8;

    private final Channel channel;
    private final ReverseProxy proxy;
    private final OriginConnections origins;
    private final Rounds rounds;
    private final String address;
    private int underWay;
    private long idleSince = Rounds.now();

    VisitorConnection(Channel channel, ReverseProxy proxy) {
        this.channel = channel;
        this.proxy = proxy;
        this.origins = new OriginConnections(channel.eventLoop());
        this.rounds = Rounds.of(channel.eventLoop());
        this.address =
                ((InetSocketAddress) channel.remoteAddress()).getAddress().getHostAddress();
        rounds.watch(this);
        channel.closeFuture().addListener(closed -> {
            rounds.leave(this);
            origins.close();
        });
    }

    /** What one visitor is counted by: the address, or the network that a visitor has all addresses of. */
    static String visitor(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address six
                ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                : address.getAddress().getHostAddress();
    }

    void begins(Exchange exchange) {
        underWay++;
        rounds.watch(exchange);
    }

    void ends(Exchange exchange) {
        underWay--;
        idleSince = Rounds.now();
        rounds.leave(exchange);
    }

    @Override
    public void check(long now) {
        if (underWay == 0 && now - idleSince > settings().idle().toNanos()) {
            channel.close();
        }
    }

    Rounds rounds() {
        return rounds;
    }

    String address() {
        return address;
    }

    String visitor() {
        return visitor((InetSocketAddress) channel.remoteAddress());
    }

    OriginConnections origins() {
        return origins;
    }

    Shares shares() {
        return proxy.shares();
    }

    ProxySettings settings() {
        return proxy.settings();
    }

    Clock clock() {
        return proxy.clock();
    }

    Routing route(RequestHead request) {
        return proxy.route(request);
    }
}
