package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;

/** Who asked, as one exchange meets them: a turn of an HTTP/1.1 connection, or an HTTP/2 stream. */
sealed interface Visitor permits Http1Visitor, Http2Visitor {
    /** More of the request's body can be taken. */
    void wantBody();

    void interim(AnswerHead head);

    /**
     * The answer begins.
     *
     * @param framing of the origin's answer; the visitor's may differ
     */
    void answer(int status, HttpHeaders headers, Framing framing);

    /** @param data to be released */
    void body(ByteBuf data);

    /** The answer is whole. */
    void finish(HttpHeaders trailers);

    /** The answer will not be whole, and must not look as if it were. */
    void breakOff();

    void flush();

    /** Bytes both ways from now on, after the 101 of this head. */
    void upgrade(HttpHeaders headers, OriginConnection connection);

    boolean isWritable();

    Channel channel();
}
