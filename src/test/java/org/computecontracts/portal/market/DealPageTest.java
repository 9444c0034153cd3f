package org.computecontracts.portal.market;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DealPageTest {
    @Test
    void countsBidsAsFarAsTheyAreCounted() {
        assertThat(DealPage.heading(0)).isEqualTo("Nobody has bid");
        assertThat(DealPage.heading(1)).isEqualTo("One bid");
        assertThat(DealPage.heading(2)).isEqualTo("2 bids");
        assertThat(DealPage.heading(10_000)).isEqualTo("10000 bids or more");
    }
}
