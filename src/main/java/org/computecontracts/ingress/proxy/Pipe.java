package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** One half of two connections joined: what comes here goes there, as fast as that side takes it, and so does the end. */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
class Pipe extends ChannelInboundHandlerAdapter {
    private final Channel other;

    private Pipe(Channel other) {
        this.other = other;
    }

    /** Both are on one event loop and do not read by themselves; what was read of each already goes first. */
    static void join(Channel one, ByteBuf ofOne, Channel other, ByteBuf ofOther) {
        one.pipeline().addLast(new Pipe(other));
        other.pipeline().addLast(new Pipe(one));
        other.writeAndFlush(ofOne);
        one.writeAndFlush(ofOther);
        one.read();
        other.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        other.write(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        other.flush();
        if (other.isWritable()) {
            context.read();
        }
    }

    /** This side takes more again: so the other may be read. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            other.read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
