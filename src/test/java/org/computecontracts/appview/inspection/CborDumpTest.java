package org.computecontracts.appview.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.kernel.Json;
import org.junit.jupiter.api.Test;

class CborDumpTest {
    @Test
    void tellsEachValueWithItsPlaceAndItsBytes() {
        var record = Json.object().put("a", 500).put("bb", -3).putNull("c");
        record.putObject("d").put("$link", Cid.ofRaw(new byte[0]).value());
        record.putObject("e").put("$bytes", "AQID");
        record.putArray("f").add(true).add("x\u0007y");

        var lines = CborDump.of(DagCbor.encode(record));

        assertThat(lines.getFirst()).isEqualTo(new CborLine(0, 0, "a6", "map of 6"));
        assertThat(lines).contains(new CborLine(3, 1, "1901f4", "500"));
        assertThat(lines)
                .extracting(CborLine::meaning)
                .contains("-3", "null", "link " + Cid.ofRaw(new byte[0]), "3 bytes", "list of 2", "true", "“x·y”");
    }

    @Test
    void staysShortHoweverLongARecordIs() {
        var record = Json.object().put("text", "é".repeat(100_000));
        var list = record.putArray("list");
        for (var i = 0; i < 10_000; i++) {
            list.add(i);
        }

        var lines = CborDump.of(DagCbor.encode(record));

        assertThat(lines).hasSizeLessThanOrEqualTo(400);
        assertThat(lines)
                .allMatch(line -> line.hex().length() < 50 && line.meaning().length() < 100);
    }
}
