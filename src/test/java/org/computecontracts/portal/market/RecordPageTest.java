package org.computecontracts.portal.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.appview.Attested;
import org.computecontracts.appview.inspection.Inspection;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.attestation.AttestationCheck;
import org.computecontracts.network.view.RecordProof;
import org.computecontracts.portal.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordPageTest {
    private static final Did ALICE = new Did("did:plc:alice234567abcdefghijklm");
    private static final Cid CID = new Cid("bafyreib2rxk3rybloqtqwwk5zvtepjlfvgkk2drxbkrmf2ftnjrc2ekqyy");
    private static final Cid OTHER = Cid.ofRaw(new byte[] {1});

    private final RecordPage page = new RecordPage();

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

    @Test
    void saysWhatTheTreeProves() {
        assertThat(page.proof(looked(proof(OTHER, "no commit"), true)).word()).isEqualTo("not proved");
        assertThat(page.proof(looked(proof(null, ""), true)).word()).startsWith("its tree proves");
        assertThat(page.proof(looked(proof(OTHER, ""), true)).word()).isEqualTo("its tree holds another version");
        assertThat(page.proof(looked(proof(CID, ""), true))).isEqualTo(Tag.good("proved by its signed tree"));
    }

    @Test
    void saysWhetherItIsSigned() {
        assertThat(page.signature(looked(proof(CID, ""), true))).isEqualTo(Tag.plain("not signed"));
        assertThat(page.signature(looked(proof(CID, ""), true, "signatures")))
                .isEqualTo(Tag.bad("no valid attestation"));
    }

    @Test
    void saysWhetherItHasItsForm() {
        assertThat(page.form(looked(proof(CID, ""), true))).isEqualTo(Tag.bad("not as our lexicon says"));
        assertThat(page.form(looked(proof(CID, ""), false))).isEqualTo(Tag.plain("no lexicon of ours"));
    }

    private static RecordProof proof(@Nullable Cid held, String problem) {
        return new RecordProof(null, new byte[0], "", null, null, held, null, problem);
    }

    private static Inspection looked(RecordProof proof, boolean known, String... fields) {
        var json = JsonNodeFactory.instance.objectNode();
        Stream.of(fields).forEach(json::putArray);
        return new Inspection(
                new AtUri("at://" + ALICE.value() + "/com.example.record/1"),
                ALICE,
                "alice.test",
                CID,
                CID,
                Attested.NONE,
                new AttestationCheck(false, false, false, List.of(), ""),
                known,
                List.of("it lacks a name"),
                new Inspection.PublishedForm("", false, List.of()),
                json,
                new byte[0],
                List.of(),
                proof,
                Optional.empty(),
                List.of(),
                List.of(),
                "");
    }
}
