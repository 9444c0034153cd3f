package org.computecontracts.ingress;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to an origin and the answer on its way back. Bodies flow as fast as the slower side takes them; path
 * and query are handed on as they were sent, to the last percent sign.
 *
 * <p>By hand rather than with vertx-http-proxy: its WebSockets have no back-pressure, and HTTP/2 uploads of unknown length
 * fail.
 */
class Exchange {
    private static final Set<HttpMethod> WITHOUT_BODY =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.DELETE);
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    /** RFC 9113 section 7. */
    private static final int INTERNAL_ERROR = 2;

    private final HttpServerRequest visitor;
    private final Origin origin;
    private final HttpClient client;
    private final Runnable upgraded;
    private @Nullable HttpClientRequest request;
    private boolean repeated;

    /** @param upgraded called when the connection carries a WebSocket from now on */
    Exchange(HttpServerRequest visitor, Origin origin, HttpClient client, Runnable upgraded) {
        this.visitor = visitor;
        this.origin = origin;
        this.client = client;
        this.upgraded = upgraded;
    }

    void run() {
        if (!hasNoBody()) {
            visitor.pause();
        }
        connect();
    }

    private void connect() {
        var options = new RequestOptions()
                .setServer(origin.address())
                .setHost("origin")
                .setPort(80)
                .setMethod(visitor.method())
                .setURI(visitor.uri());
        client.request(options).onSuccess(this::send).onFailure(this::fail);
    }

    private void send(HttpClientRequest out) {
        request = out;
        if (visitor.response().closed()) {
            out.reset();
            return;
        }
        // What fails fails through the futures below; the library would log it as well
        out.exceptionHandler(known -> {});
        ProxyHeaders.toOrigin(visitor, out.headers());
        if (!isHttp2() && ProxyHeaders.asksForWebSocket(visitor)) {
            out.putHeader("connection", "upgrade").putHeader("upgrade", "websocket");
            out.connect().onSuccess(this::upgrade).onFailure(this::fail);
            return;
        }
        out.response().onSuccess(this::answer).onFailure(this::repeatOrFail);
        sendBody(out);
    }

    private void sendBody(HttpClientRequest out) {
        if (hasNoBody()) {
            out.end();
            return;
        }
        var isLengthKnown = visitor.headers().contains("content-length");
        if (!isLengthKnown && (isHttp2() || isChunked())) {
            out.setChunked(true);
        }
        handOn(visitor, out).onFailure(broken -> out.reset());
    }

    private boolean hasNoBody() {
        return WITHOUT_BODY.contains(visitor.method()) && !visitor.headers().contains("content-length") && !isChunked();
    }

    private boolean isHttp2() {
        return visitor.version() == HttpVersion.HTTP_2;
    }

    private boolean isChunked() {
        return visitor.headers().contains("transfer-encoding");
    }

    private void answer(HttpClientResponse answer) {
        var response = visitor.response();
        response.setStatusCode(answer.statusCode());
        ProxyHeaders.toVisitor(answer.headers(), response.headers());
        if (!isHttp2() && !answer.headers().contains("content-length") && mayHaveBody(answer.statusCode())) {
            response.setChunked(true);
        }
        handOn(answer, response).onFailure(broken -> response.reset(INTERNAL_ERROR));
    }

    /** What breaks off must not look as if it had come to its end. */
    private static Future<Void> handOn(ReadStream<Buffer> from, WriteStream<Buffer> to) {
        return from.pipe().endOnFailure(false).to(to);
    }

    /** RFC 9110 section 6.4.1. */
    private boolean mayHaveBody(int status) {
        return !visitor.method().equals(HttpMethod.HEAD) && status != 204 && status != 304;
    }

    private void upgrade(HttpClientResponse answer) {
        if (answer.statusCode() != 101) {
            answer(answer);
            return;
        }
        var workload = answer.netSocket();
        workload.pause();
        var response = visitor.response().setStatusCode(101);
        ProxyHeaders.toVisitor(answer.headers(), response.headers());
        response.putHeader("connection", "upgrade").putHeader("upgrade", "websocket");
        upgraded.run();
        visitor.toNetSocket().onSuccess(socket -> join(socket, workload)).onFailure(gone -> workload.close());
    }

    private static void join(NetSocket one, NetSocket other) {
        handOn(one, other).onFailure(broken -> other.close());
        handOn(other, one).onFailure(broken -> one.close());
    }

    /** A kept connection may have been closed by the origin just when it was taken: once more does no harm where all is safe. */
    private void repeatOrFail(Throwable cause) {
        if (cause instanceof HttpClosedException && hasNoBody() && !repeated) {
            repeated = true;
            connect();
        } else {
            fail(cause);
        }
    }

    private void fail(Throwable cause) {
        var response = visitor.response();
        if (response.headWritten() || response.closed()) {
            response.reset(INTERNAL_ERROR);
            return;
        }
        if (!visitor.isEnded()) {
            visitor.resume();
        }
        var busy = cause instanceof ConnectionPoolTooBusyException;
        response.setStatusCode(busy ? UNAVAILABLE : BAD_GATEWAY)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end("%s does not answer: %s%n"
                        .formatted(origin.name(), busy ? "too many requests under way" : cause.getMessage()));
    }

    /** The visitor has gone: so need the answer no longer be made. */
    void abandon() {
        if (request != null) {
            request.reset();
        }
    }
}
