package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;

/** What a message is made of: a head, any number of pieces of its body, an end. */
sealed interface Part permits RequestHead, AnswerHead, Part.Data, Part.End {
    /** A piece of the body; whoever gets it releases it. */
    record Data(ByteBuf bytes) implements Part {}

    /** The end, with the fields after the body (RFC 9110 section 6.5). */
    record End(HttpHeaders trailers) implements Part {}

    End END = new End(EmptyHttpHeaders.INSTANCE);
}
