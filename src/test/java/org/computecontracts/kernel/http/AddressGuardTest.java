package org.computecontracts.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.computecontracts.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "::1",
                "0.0.0.0",
                "::",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "fe80::1",
                "fd00::1",
                "fc00::1",
                "100.64.0.1",
                "100.127.255.255",
                "198.18.0.1",
                "192.0.0.8",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001::1"
            })
    void refusesWhatIsNotPublic(String address) throws UnknownHostException {
        assertThat(guard.allowed(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "2606:4700:4700::1111",
                "198.20.0.1"
            })
    void letsThePublicInternetThrough(String address) throws UnknownHostException {
        assertThat(guard.allowed(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void knowsLocalNamesAndRefusesThemUnlessAllowed() throws UnknownHostException {
        assertThat(new AddressGuard(true).resolve("service--alice-test.localhost"))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.1");
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> guard.resolve("localhost"));
    }

    @Test
    void allowsLoopbackButNoPrivateAddressOnOneMachine() throws UnknownHostException {
        var lenient = new AddressGuard(true);

        assertThat(lenient.allowed(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(lenient.allowed(InetAddress.getByName("192.168.0.1"))).isFalse();
    }
}
