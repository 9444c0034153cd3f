package org.computecontracts.ingress.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Instant;
import org.computecontracts.ingress.proxy.Origin;

/** The portal's own server. */
record PortalOrigin(URI server) implements Origin {
    @Override
    public String name() {
        return "the portal";
    }

    @Override
    public ChannelFactory<? extends Channel> channels() {
        return NioSocketChannel::new;
    }

    @Override
    public SocketAddress address() {
        return new InetSocketAddress(server.getHost(), server.getPort());
    }

    @Override
    public void requested(Instant now) {}
}
