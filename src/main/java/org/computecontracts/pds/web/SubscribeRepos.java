package org.computecontracts.pds.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.pds.firehose.Firehose;
import org.computecontracts.pds.firehose.Subscription;
import org.jspecify.annotations.Nullable;

/** com.atproto.sync.subscribeRepos: one connection to the firehose. */
@Dependent
@ServerEndpoint(value = "/xrpc/com.atproto.sync.subscribeRepos", configurator = AskedFrom.class)
public class SubscribeRepos {
    private static final Logger LOG = Logger.getLogger(SubscribeRepos.class.getName());

    @Inject
    Firehose firehose;

    private @Nullable Subscription subscription;

    @OnOpen
    public void open(Session session) throws IOException {
        session.setMaxIdleTimeout(0);
        var sink = new SessionSink(session);
        try {
            var cursor = session.getRequestParameterMap().getOrDefault("cursor", List.of()).stream()
                    .findFirst()
                    .map(Firehose::cursor);
            subscription =
                    firehose.subscribe(sink, AskedFrom.of(session), cursor).orElse(null);
        } catch (NumberFormatException e) {
            sink.close("cursor is not a number");
        }
    }

    /** Readers have nothing to say. */
    @OnMessage
    public void ignore(String message) {}

    @OnClose
    public void close() {
        Optional.ofNullable(subscription).ifPresent(firehose::unsubscribe);
    }

    @OnError
    public void failed(Throwable cause) {
        LOG.log(Level.FINE, "A connection to the firehose fails", cause);
    }
}
