package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/** Whoever asked an origin hears here what comes of it; nothing after {@link #ended} or {@link #failed}. */
interface Answers {
    /** A connection is there: now ask. */
    void connected(OriginConnection connection);

    /** 1xx, but not 101. */
    void interim(AnswerHead head);

    void answered(AnswerHead head);

    /** @param data to be released */
    void body(ByteBuf data);

    /** Nothing more has come for the moment: what there is can be sent. */
    void paused();

    void ended(HttpHeaders trailers);

    /** More of the request may be sent. */
    void writable();

    /** There was no answer, or not all of it. */
    void failed(Failure failure);
}
