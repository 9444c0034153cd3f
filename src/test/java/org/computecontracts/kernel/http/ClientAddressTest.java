package org.computecontracts.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientAddressTest {
    @Test
    void onlyOurOwnFrontIsBelieved() {
        assertThat(ClientAddress.of("127.0.0.1", "192.0.2.9, 198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(ClientAddress.of("198.51.100.7", "192.0.2.9")).isEqualTo("198.51.100.7");
        assertThat(ClientAddress.of("127.0.0.1", null)).isEqualTo("127.0.0.1");
    }

    @Test
    void aNetworkOfIpv6IsOneNeighbourhood() {
        assertThat(ClientAddress.neighbourhood("2001:db8:1:2::7"))
                .isEqualTo(ClientAddress.neighbourhood("2001:db8:1:2:ffff::1"))
                .isNotEqualTo(ClientAddress.neighbourhood("2001:db8:1:3::7"));
        assertThat(ClientAddress.neighbourhood("192.0.2.9")).isEqualTo("192.0.2.9");
        assertThat(ClientAddress.isOurselves(ClientAddress.neighbourhood("::1")))
                .isTrue();
    }

    @Test
    void aGuestOfThisMachineIsNotThePortal() {
        assertThat(ClientAddress.isOurselves("127.0.0.1")).isTrue();
        assertThat(ClientAddress.isOurselves("127.9.0.1")).isFalse();
        assertThat(ClientAddress.of("127.9.0.1", "127.0.0.1")).isEqualTo("127.9.0.1");
    }
}
