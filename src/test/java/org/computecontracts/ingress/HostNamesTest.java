package org.computecontracts.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
    @ParameterizedTest
    @CsvSource({
        "my-svc, alice.bsky.social, my-svc--alice-bsky-social",
        "my-svc, Alice.Test, my-svc--alice-test",
        "my-svc, did:plc:abc, my-svc--did-plc-abc",
        "a.b-c, alice.test, a-b-c--alice-test",
        "*.app, alice.bsky.social, *.app--alice-bsky-social",
        "a, alice.test, a--alice-test",
        "ab, alice.test, ab--alice-test",
        "v1, alice.test, v1--alice-test",
        "*.db, alice.test, *.db--alice-test",
        "ab--c, alice.test, ab--c--alice-test",
        "WEB, alice.test, web--alice-test",
        "my_app, alice.test, my-app--alice-test",
        "xn--bcher-kva, alice.test, xn--bcher--alice-test-22b",
        "XN--BCHER-KVA, alice.test, xn--bcher--alice-test-22b",
        "*.xn--p1ai, alice.test, *.xn----alice-test-ugk8c",
        "web, xn--bcher-kva.test, web--xn--bcher-kva-test",
    })
    void flattensServiceAndAccountIntoOneLabel(String service, String handle, String label) {
        assertThat(HostNames.label(service, handle)).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        "web--alice-test.localhost, alice.test, true",
        "*.app--alice-test.localhost, Alice.test, true",
        "web--did-plc-abc.localhost, did:plc:abc, true",
        "web--alice-test.localhost, test, false",
        "web--alice-test.localhost, alicia.test, false",
        "alice.test, alice.test, false",
        "xn--bcher--alice-test-22b.localhost, alice.test, true",
        "xn--bcher--alice-test-22b.localhost, bob.test, false",
    })
    void saysWhoseNameIsInAHostName(String hostName, String handle, boolean its) {
        assertThat(HostNames.isOf(hostName, handle)).isEqualTo(its);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "*", "*.", "-a", "a-", "_a", "a_", "a..b", ".a", "a.", "x y", "*.*.a", "a/b"})
    void refusesWhatIsNoServiceName(String service) {
        refuses(service, "alice.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xn", "XN", "*.xn", "xn--zz--", "xn--a", "xn__a", "xn--ls8h=", "xn--999999999"})
    void refusesWhatOnlyLooksInternationalised(String service) {
        refuses(service, "alice.test");
    }

    @Test
    void aLabelHasSixtyThreeCharactersAtMost() {
        var handle = "alice.test";
        var longest = "s".repeat(63 - "--alice-test".length());

        assertThat(HostNames.label(longest, handle)).hasSize(63);
        assertThat(HostNames.label("*." + longest, handle)).hasSize(65);
        refuses(longest + "s", handle);
    }

    @Test
    void refusesAnAccountThatMakesNoLabel() {
        refuses("svc", "did:web:localhost%3A8443");
    }

    private static void refuses(String service, String handle) {
        assertThatThrownBy(() -> HostNames.label(service, handle))
                .hasFieldOrPropertyWithValue("type", IngressProblem.NAME_REFUSED);
    }
}
