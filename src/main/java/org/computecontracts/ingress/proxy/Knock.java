package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks an origin for something until it answers 200, to know from when on it serves. */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
public class Knock implements Answers {
    private static final int PAUSE_MILLIS = 100;
    private static final int PATIENCE_SECONDS = 5;

    private final Origin origin;
    private final EventLoop loop;
    private final RequestHead question;
    private final Runnable opened;
    private @Nullable OriginConnection asked;

    private Knock(Origin origin, EventLoop loop, RequestHead question, Runnable opened) {
        this.origin = origin;
        this.loop = loop;
        this.question = question;
        this.opened = opened;
    }

    /** @param opened called once, on one of the proxy's threads */
    public static void at(ReverseProxy proxy, Origin origin, String target, Runnable opened) {
        var question = new RequestHead("GET", target, "localhost", ProxyHeaders.empty(), Framing.NONE, false);
        var loop = proxy.loop();
        loop.execute(() -> new Knock(origin, loop, question, opened).ask());
    }

    private void ask() {
        var connections = new OriginConnections(loop);
        loop.schedule(connections::close, PATIENCE_SECONDS, TimeUnit.SECONDS);
        connections.obtain(origin, false, this);
    }

    @Override
    public void connected(OriginConnection connection) {
        var headers = ProxyHeaders.empty();
        headers.set("host", "localhost");
        connection.ask(question, headers, this);
        asked = connection;
    }

    @Override
    public void answered(AnswerHead head) {
        if (asked != null) {
            asked.abandon();
        }
        if (head.status() == 200) {
            opened.run();
        } else {
            again();
        }
    }

    @Override
    public void failed(Failure failure) {
        again();
    }

    private void again() {
        loop.schedule(this::ask, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void body(ByteBuf data) {
        data.release();
    }

    @Override
    public void interim(AnswerHead head) {}

    @Override
    public void ended(HttpHeaders trailers) {}

    @Override
    public void paused() {}

    @Override
    public void writable() {}
}
