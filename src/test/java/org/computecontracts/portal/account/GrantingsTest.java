package org.computecontracts.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrantingsTest {
    @Test
    void saysInWordsWhatWasGranted() {
        var granted = Grantings.of("atproto repo:b.c.d repo:a.b.c?action=create rpc:a.b.submit?aud=*");

        assertThat(granted)
                .containsExactly(
                        new Grantings.Granting("Know which account it is.", ""),
                        new Grantings.Granting("Write records of these kinds:", "a.b.c, b.c.d"),
                        new Grantings.Granting("Call these methods of other services in its name:", "a.b.submit"));
        assertThat(Grantings.isBroad("atproto repo:b.c.d")).isFalse();
    }

    @Test
    void saysWhenItIsEverything() {
        assertThat(Grantings.isBroad("atproto transition:generic")).isTrue();
        assertThat(Grantings.of("atproto transition:generic"))
                .extracting(Grantings.Granting::what)
                .contains("Write every kind of record and call every service in its name.");
        assertThat(Grantings.of("")).isEmpty();
    }
}
