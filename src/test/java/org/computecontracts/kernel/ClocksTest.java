package org.computecontracts.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClocksTest {
    @Test
    void tellsNoTimeThatAColumnWouldRound() {
        var clock = new Clocks().clock();

        assertThat(Stream.generate(clock::instant).limit(1000))
                .allSatisfy(now -> assertThat(now.getNano() % 1000).isZero());
    }
}
