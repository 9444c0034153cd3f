package org.computecontracts.ingress.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginConnectionTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final OriginConnection connection = new OriginConnection(channel, kept -> {});
    private final Slow answers = new Slow();

    /** Half a download is in our hands when its visitor goes away. */
    @Test
    void whatNobodyTakesAnyMoreIsLetGo() {
        channel.pipeline().addLast(connection);
        connection.ask(
                new RequestHead("GET", "/", "a", ProxyHeaders.empty(), Framing.NONE, false),
                ProxyHeaders.empty(),
                answers);
        var bytes = Unpooled.copiedBuffer(
                "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(150_000), StandardCharsets.US_ASCII);
        channel.writeInbound(bytes);
        assertThat(answers.bodies).hasSize(1);

        connection.abandon();
        channel.runPendingTasks();
        answers.bodies.forEach(ByteBuf::release);

        assertThat(bytes.refCnt()).isZero();
    }

    /** Takes one piece and no more. */
    private class Slow implements Answers {
        private final List<ByteBuf> bodies = new ArrayList<>();

        @Override
        public void body(ByteBuf data) {
            bodies.add(data);
            connection.pause();
        }

        @Override
        public void connected(OriginConnection to) {}

        @Override
        public void interim(AnswerHead head) {}

        @Override
        public void answered(AnswerHead head) {}

        @Override
        public void paused() {}

        @Override
        public void ended(HttpHeaders trailers) {}

        @Override
        public void writable() {}

        @Override
        public void failed(Failure failure) {}
    }
}
