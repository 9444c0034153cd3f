package org.computecontracts.ingress;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.transport.Transport;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x over ordinary sockets, but for what it takes for Unix sockets: those are tunnels, their path the forward's id. It is
 * the one kind of address Vert.x lets a transport make its own connections for.
 */
class TunnelTransport implements Transport, io.vertx.core.transport.Transport {
    private final Transport sockets = io.vertx.core.transport.Transport.NIO.implementation();
    private final Function<UUID, Optional<Forward>> forwards;

    TunnelTransport(Function<UUID, Optional<Forward>> forwards) {
        this.forwards = forwards;
    }

    static SocketAddress address(Forward forward) {
        return SocketAddress.domainSocketAddress(forward.id().toString());
    }

    @Override
    public boolean supportsDomainSockets() {
        return true;
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        return address.isDomainSocket() ? new TunnelAddress(UUID.fromString(address.path())) : sockets.convert(address);
    }

    @Override
    public SocketAddress convert(java.net.SocketAddress address) {
        return address instanceof TunnelAddress tunnel
                ? SocketAddress.domainSocketAddress(tunnel.forward().toString())
                : sockets.convert(address);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean tunnel) {
        return tunnel ? () -> new TunnelStream(forwards) : sockets.channelFactory(false);
    }

    @Override
    public void configure(ClientOptionsBase options, int connectTimeout, boolean tunnel, Bootstrap bootstrap) {
        if (!tunnel) {
            sockets.configure(options, connectTimeout, false, bootstrap);
        }
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return sockets.serverChannelFactory(domainSocket);
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        sockets.configure(options, domainSocket, bootstrap);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return sockets.ioHandlerFactory();
    }

    @Override
    public DatagramChannel datagramChannel() {
        return sockets.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation")
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return sockets.datagramChannel(family);
    }

    @Override
    public String name() {
        return "tunnel";
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return null;
    }

    @Override
    public Transport implementation() {
        return this;
    }
}
