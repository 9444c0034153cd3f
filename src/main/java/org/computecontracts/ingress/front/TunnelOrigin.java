package org.computecontracts.ingress.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import java.net.SocketAddress;
import java.time.Instant;
import org.computecontracts.ingress.proxy.Origin;
import org.computecontracts.ingress.tunnel.Forward;

/** The workload behind a forward. Two of one forward are one origin. */
record TunnelOrigin(Forward forward) implements Origin {
    @Override
    public String name() {
        return "the service behind " + forward.label();
    }

    @Override
    public ChannelFactory<? extends Channel> channels() {
        return () -> new TunnelStream(forward);
    }

    @Override
    public SocketAddress address() {
        return new TunnelAddress(forward.id());
    }

    @Override
    public void requested(Instant now) {
        forward.traffic().requested(now);
    }
}
