package org.computecontracts.ingress.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final Origin WEB = new Nowhere("web");
    private static final Origin SHOP = new Nowhere("shop");

    private final Shares shares = new Shares(new ProxySettings(
            "127.0.0.1", 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1, 1, 1, 3, 2, 3, 2));

    @Test
    void nobodyUsesUpAService() {
        assertThat(shares.take(WEB, "eve")).isPresent();
        assertThat(shares.take(WEB, "eve")).isPresent();

        assertThat(shares.take(WEB, "eve")).isEmpty();
        assertThat(shares.take(WEB, "alice")).isPresent();
        assertThat(shares.take(WEB, "bob")).isEmpty();
        assertThat(shares.take(SHOP, "eve")).isPresent();
    }

    @Test
    void whatLastsLeavesRoomForRequests() {
        for (var i = 0; i < 2; i++) {
            assertThat(shares.take(WEB, "eve").orElseThrow().lasts()).isTrue();
        }

        var third = shares.take(WEB, "eve").orElseThrow();
        assertThat(third.lasts()).isFalse();
        assertThat(shares.take(WEB, "eve")).isPresent();
        assertThat(shares.take(WEB, "eve")).isEmpty();
    }

    @Test
    void whatIsGivenBackTwiceCountsOnce() {
        var one = shares.take(WEB, "eve").orElseThrow();
        var lasting = shares.take(WEB, "eve").orElseThrow();
        assertThat(lasting.lasts() && lasting.lasts()).isTrue();

        one.giveBack();
        one.giveBack();
        lasting.giveBack();

        assertThat(shares.underWay(WEB)).isZero();
        assertThat(shares.take(WEB, "eve")).isPresent();
        assertThat(shares.take(WEB, "eve")).isPresent();
        assertThat(shares.take(WEB, "eve")).isEmpty();
    }

    private record Nowhere(String name) implements Origin {
        @Override
        public ChannelFactory<? extends Channel> channels() {
            return LocalChannel::new;
        }

        @Override
        public SocketAddress address() {
            return new LocalAddress(name);
        }

        @Override
        public void requested(Instant now) {}
    }
}
