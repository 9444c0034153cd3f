package org.computecontracts.atproto.xrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallLimitTest {
    private final MovingClock clock = new MovingClock();
    private final CallLimit limit = new CallLimit();

    @BeforeEach
    void start() {
        limit.most = 2;
        limit.clock = clock;
        limit.start();
    }

    @Test
    void oneAddressCallsSoOftenAndNoOtherPaysForIt() {
        limit.admit("192.0.2.1");
        limit.admit("192.0.2.1");

        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(() -> limit.admit("192.0.2.1"))
                .satisfies(refused -> assertThat(refused.headers())
                        .containsEntry("RateLimit-Limit", "2")
                        .containsEntry("RateLimit-Remaining", "0"));
        assertThatCode(() -> limit.admit("192.0.2.2")).doesNotThrowAnyException();
        clock.pass(Duration.ofMinutes(5));
        assertThatCode(() -> limit.admit("192.0.2.1")).doesNotThrowAnyException();
    }

    @Test
    void weOurselvesCallAsOftenAsWeLike() {
        for (var i = 0; i < 10; i++) {
            limit.admit("127.0.0.1");
        }
    }
}
