package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The body of one request on its way to the origin: as long as the request said, no faster than the origin takes it. */
class Upload {
    private final RequestHead request;
    private final Visitor visitor;
    private final Patience patience;
    private boolean isWhole;
    private long received;

    Upload(RequestHead request, Visitor visitor, Patience patience) {
        this.request = request;
        this.visitor = visitor;
        this.patience = patience;
        this.isWhole = !request.hasBody();
    }

    /** Asks the visitor for more, if there is any and the origin has room for it. */
    void want(@Nullable OriginConnection to) {
        if (!isWhole && to != null && to.isWritable()) {
            patience.wantsBody(Rounds.now());
            visitor.wantBody();
        }
    }

    /** MalformedMessage when there is more than the request said. */
    void came(ByteBuf data, OriginConnection to) {
        received += data.readableBytes();
        if (request.framing() instanceof Framing.Length length && received > length.bytes()) {
            data.release();
            throw MalformedMessage.because("its body is longer than it said");
        }
        patience.gotBody(Rounds.now(), data.readableBytes());
        to.send(data);
        if (to.isWritable()) {
            want(to);
        } else {
            patience.takesBreak();
            to.flush();
        }
    }

    /** MalformedMessage when there is less than the request said. */
    void ended(HttpHeaders trailers, OriginConnection to) {
        if (request.framing() instanceof Framing.Length length && received < length.bytes()) {
            throw MalformedMessage.because("its body is shorter than it said");
        }
        isWhole = true;
        patience.takesBreak();
        to.finish(ProxyHeaders.trailers(trailers));
    }
}
