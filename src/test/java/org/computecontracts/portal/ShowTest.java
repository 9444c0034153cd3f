package org.computecontracts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShowTest {
    private final Show show = new Show();

    @Test
    void spellsOutHowLargeAMachineIs() {
        assertThat(show.machine(2, "512M", "4G")).isEqualTo("2 cpu · 512 MiB · 4 GiB");
    }

    @Test
    void countsOneAsOne() {
        assertThat(show.count(0, "host", "hosts")).isEqualTo("0 hosts");
        assertThat(show.count(1, "host", "hosts")).isEqualTo("1 host");
        assertThat(show.count(2, "host", "hosts")).isEqualTo("2 hosts");
    }
}
