package org.computecontracts.ingress;

import static org.assertj.core.api.Assertions.assertThat;

/** What the front says itself, in place of the server behind it. */
final class BadGateways {
    private BadGateways() {}

    /** Neither bytes of the other side, which these tests call secret, nor the inside of the front. */
    static void assertQuotesNobody(RawAnswer answer) {
        assertThat(answer.text())
                .doesNotContainIgnoringCase("secret")
                .doesNotContainIgnoringCase("netty")
                .doesNotContainIgnoringCase("vert.x")
                .doesNotContain("io.")
                .doesNotContain("java.")
                .doesNotContain("Exception");
        assertThat(answer.head()).doesNotContainIgnoringCase("secret");
    }
}
