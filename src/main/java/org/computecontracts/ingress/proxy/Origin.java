package org.computecontracts.ingress.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import java.net.SocketAddress;
import java.time.Instant;

/** Who answers requests; equal to another when connections to it serve for the other. */
public interface Origin {
    /** For the visitor who gets no answer from it. */
    String name();

    ChannelFactory<? extends Channel> channels();

    SocketAddress address();

    /** A request for it has come. */
    void requested(Instant now);
}
