package org.computecontracts.payment.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {
    private static final String OURS = "https://bob.example/ccr/at://did:plc:abc/com.example.accept/3k/bafy";

    @ParameterizedTest
    @ValueSource(
            strings = {
                OURS,
                "https://bob.example/ccr/at:/did:plc:abc/com.example.accept/3k/bafy",
                "https://bob.example/ccr/at%3A%2F%2Fdid%3Aplc%3Aabc%2Fcom.example.accept%2F3k/bafy",
                "HTTPS://Bob.Example:443/ccr/at://did:plc:abc/com.example.accept/3k/bafy",
                OURS + "/"
            })
    void knowsItsOwnAddressInEverySpelling(String spelling) {
        assertThat(Resource.same(spelling, OURS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bob.example/ccr/at://did:plc:abc/com.example.accept/3k/bafy",
                "https://bob.example:8443/ccr/at://did:plc:abc/com.example.accept/3k/bafy",
                "https://eve.example/ccr/at://did:plc:abc/com.example.accept/3k/bafy",
                OURS + "x",
                OURS + "?more",
                "",
                "not a URL"
            })
    void isNotFooledByAnother(String other) {
        assertThat(Resource.same(other, OURS)).isFalse();
    }
}
