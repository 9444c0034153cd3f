package org.computecontracts.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhY3R4OmFiYyJ9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

    @Test
    void takesTokensOutOfTraces() {
        assertThat(Redaction.text("+ curl -H 'Authorization: Bearer " + TOKEN + "' https://rp.localhost"))
                .isEqualTo("+ curl -H 'Authorization: Bearer [token]' https://rp.localhost");
    }

    @Test
    void takesATokenOutThatTheEndOfTheLineHasCut() {
        assertThat(Redaction.text("TOKEN=" + TOKEN.substring(0, 40))).isEqualTo("TOKEN=[token]");
    }

    @Test
    void leavesNamesAndVersions() {
        var line = "fedproxy@0a1b2c3d.alice.test.service: Python 3.11.2, did:plc:5svqtrhheairglgiiyvutzik";

        assertThat(Redaction.text(line)).isEqualTo(line);
    }
}
