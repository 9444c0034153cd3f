package org.computecontracts.ingress.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import java.net.SocketAddress;

/** Who answers requests; equal to another when connections to it serve for the other. */
public interface Origin {
    /** For the visitor who gets no answer from it. */
    String name();

    ChannelFactory<? extends Channel> channels();

    SocketAddress address();

    /**
     * Whether a connection that has rested may carry what must not be sent twice. An origin that closes such connections when
     * it likes does so now and then just when a request comes, and nobody can tell whether it was read.
     */
    boolean isPatient();

    /** A request for it has come. */
    void requested();
}
