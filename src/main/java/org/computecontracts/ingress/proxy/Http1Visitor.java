package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** A visitor's HTTP/1.1 connection: one request after the other, each answered before the next is read. */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
final class Http1Visitor extends ChannelInboundHandlerAdapter implements Visitor, Rounds.Watched {
    private final Channel channel;
    private final VisitorConnection connection;
    private final RequestParser parser = new RequestParser();
    private final Http1Answer answer;
    private final Farewell farewell;
    private @Nullable RequestHead request;
    private @Nullable Exchange exchange;
    private boolean wantsBody;
    private boolean isReading;
    private boolean isWhole;
    private boolean isAnswered;
    private long headSince;

    Http1Visitor(Channel channel, VisitorConnection connection) {
        this.channel = channel;
        this.connection = connection;
        this.answer = new Http1Answer(channel);
        this.farewell = new Farewell(channel);
        connection.rounds().watch(this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel.config().setAutoRead(false);
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        if (farewell.isSaid()) {
            bytes.release();
            return;
        }
        if (request == null && !parser.isWithin()) {
            headSince = Rounds.now();
        }
        parser.feed(channel.alloc(), bytes);
        take();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (exchange != null && !isWhole) {
            exchange.bodyPauses();
        }
        if (farewell.isSaid() || (!parser.hasBytesLeft() && (isReadyForNext() || wantsBody || isWhole))) {
            context.read();
        }
    }

    /** Takes what can be taken; once at a time, since what it hands on may ask for more. */
    private void take() {
        if (isReading) {
            return;
        }
        isReading = true;
        try {
            while (takeOne()) {}
        } catch (MalformedMessage e) {
            broken(e);
        } finally {
            isReading = false;
        }
    }

    private boolean takeOne() {
        if (farewell.isSaid() || isWhole || !(isReadyForNext() || wantsBody)) {
            return false;
        }
        switch (parser.next()) {
            case null -> {
                channel.read();
                return false;
            }
            case RequestHead head -> begin(head);
            case Part.Data data -> {
                wantsBody = false;
                exchange().bodyCame(data.bytes());
            }
            case Part.End end -> {
                isWhole = true;
                exchange().bodyEnded(end.trailers());
                // To hear of it when the visitor leaves before the answer
                channel.read();
            }
            case AnswerHead never -> throw new IllegalStateException("A visitor answers nothing");
        }
        return true;
    }

    /** Who does not read the answers is not asked for more requests. */
    private boolean isReadyForNext() {
        return request == null && channel.isWritable();
    }

    private Exchange exchange() {
        if (exchange == null) {
            throw new IllegalStateException("A body without a request");
        }
        return exchange;
    }

    private void begin(RequestHead head) {
        request = head;
        wantsBody = false;
        answer.to(head);
        if (!head.hasBody()) {
            parser.next();
            isWhole = true;
            channel.read();
        }
        switch (connection.route(head)) {
            case Routing.To to -> {
                exchange = new Exchange(head, to.origin(), this, connection);
                exchange.begin();
            }
            case Routing.Ends ends -> Refusal.answer(this, head, ends);
        }
    }

    private void broken(MalformedMessage e) {
        answer.isLast();
        if (exchange != null && !exchange.isOver()) {
            exchange.visitorBroke(e);
        } else if (!isAnswered) {
            Refusal.answer(this, request, new Routing.Ends(e.problem(), e.reason()));
        } else {
            farewell.say(!isWhole);
        }
    }

    @Override
    public void wantBody() {
        wantsBody = true;
        take();
        if (!isReading && exchange != null) {
            exchange.bodyPauses();
        }
    }

    @Override
    public void interim(AnswerHead head) {
        answer.interim(head);
    }

    @Override
    public void answer(int status, HttpHeaders headers, Framing framing) {
        isAnswered = true;
        if (!isWhole) {
            // Before its end no body can be told from the next request
            answer.isLast();
        }
        answer.begin(status, headers, framing);
    }

    @Override
    public void body(ByteBuf data) {
        answer.body(data);
    }

    @Override
    public void finish(HttpHeaders trailers) {
        answer.end(trailers);
        exchange = null;
        if (!answer.keeps() || !isWhole) {
            farewell.say(!isWhole);
            return;
        }
        request = null;
        isWhole = false;
        isAnswered = false;
        headSince = Rounds.now();
        parser.restart();
        take();
    }

    @Override
    public void breakOff() {
        farewell.leave();
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void upgrade(HttpHeaders headers, OriginConnection to) {
        connection.rounds().leave(this);
        answer.switchProtocols(headers);
        channel.pipeline().remove(this);
        to.channel().pipeline().remove(to);
        Pipe.join(channel, parser.rest(), to.channel(), to.giveAway());
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.visitorWritable();
        } else {
            take();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        farewell.leave();
        connection.rounds().leave(this);
        parser.close();
        if (exchange != null) {
            exchange.visitorGone();
        }
    }

    @Override
    public void check(long now) {
        farewell.check(now);
        if (!farewell.isSaid()
                && request == null
                && parser.isWithin()
                && now - headSince > connection.settings().headTime().toNanos()) {
            broken(new MalformedMessage(ProxyProblem.REQUEST_TOO_SLOW, "its head comes too slowly"));
        }
    }

    /** Whatever a bug may be: the request ends. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if ((cause instanceof RuntimeException && !(cause instanceof DecoderException)) || cause instanceof Error) {
            OneLine.log("A visitor's request failed", cause);
        }
        channel.close();
    }
}
