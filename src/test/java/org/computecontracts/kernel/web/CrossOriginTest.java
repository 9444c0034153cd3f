package org.computecontracts.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrossOriginTest {
    @Test
    void allowsWhateverHeadersAreAskedFor() {
        assertThat(CrossOrigin.allowed("authorization, x-bsky-topics,dpop"))
                .hasValue("authorization, x-bsky-topics,dpop");
        assertThat(CrossOrigin.allowed(null)).isEmpty();
    }

    @Test
    void repeatsNothingThatIsNoNamesOfHeaders() {
        assertThat(CrossOrigin.allowed("")).isEmpty();
        assertThat(CrossOrigin.allowed("a,,b")).isEmpty();
        assertThat(CrossOrigin.allowed("a b")).isEmpty();
        assertThat(CrossOrigin.allowed("a\r\nSet-Cookie: b")).isEmpty();
        assertThat(CrossOrigin.allowed("<script>")).isEmpty();
        assertThat(CrossOrigin.allowed("a".repeat(2049))).isEmpty();
        assertThat(CrossOrigin.allowed("a, ".repeat(600) + "é")).isEmpty();
    }
}
