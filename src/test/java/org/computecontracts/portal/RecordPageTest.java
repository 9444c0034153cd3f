package org.computecontracts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordPageTest {
    @Test
    void linksTheRecordsThatARecordNames() {
        var json = "{\"uri\" : \"at://did:plc:x/a.b.c/1\", \"html\" : \"<b>\"}";

        var pieces = RecordPage.pieces(json);

        assertThat(pieces)
                .containsExactly(
                        new RecordPage.Piece("{\"uri\" : \"", false),
                        new RecordPage.Piece("at://did:plc:x/a.b.c/1", true),
                        new RecordPage.Piece("\", \"html\" : \"<b>\"}", false));
    }
}
