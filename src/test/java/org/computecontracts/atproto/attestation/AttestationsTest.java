package org.computecontracts.atproto.attestation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.atproto.Vectors;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttestationsTest {
    private static final JsonNode VECTORS = Vectors.json("market-chain.json");

    static Stream<String> signed() {
        return VECTORS.path("chain").properties().stream()
                .filter(link -> link.getValue().has("attestationCid"))
                .map(Map.Entry::getKey);
    }

    private static JsonNode link(String name) {
        return VECTORS.path("chain").path(name);
    }

    private static RepoRecord record(String name) {
        return RepoRecord.checked(
                new AtUri(link(name).path("uri").asText()),
                new Cid(link(name).path("cid").asText()),
                (ObjectNode) link(name).path("value"));
    }

    private static SigningKey key(String didKey) {
        for (var key : VECTORS.path("keys")) {
            if (key.path("didKey").asText().equals(didKey)) {
                var curve = didKey.startsWith("did:key:zQ3s") ? Curve.K256 : Curve.P256;
                return SigningKey.ofScalar(
                        curve, HexFormat.of().parseHex(key.path("priv").asText()));
            }
        }
        throw new AssertionError("No private key of " + didKey);
    }

    @Test
    void theUnsignedRecordHasThePublishedCid() {
        assertThat(record("vm").cid().value()).isEqualTo(link("vm").path("cid").asText());
        assertThat(Attestations.verified(record("vm"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("signed")
    void verifiesAndReproducesTheWholeChain(String name) {
        var record = record(name);
        var entry = (ObjectNode) record.json().path("signatures").path(0);
        var cid = InlineSignature.attestationCid(record.json(), entry, record.author());

        assertThat(cid.value()).isEqualTo(link(name).path("attestationCid").asText());
        assertThat(HexFormat.of().formatHex(Cid.sha256(cid.bytes())))
                .isEqualTo(link(name).path("signedDigestHex").asText());
        assertThat(Cid.ofDagCbor(HexFormat.of()
                        .parseHex(link(name).path("attestationDagCborHex").asText())))
                .isEqualTo(cid);
        assertThat(Attestations.verified(record)).containsExactly(entry);
        var key = key(entry.path("key").asText());
        assertThat(HexFormat.of().formatHex(key.sign(cid.bytes())))
                .isEqualTo(link(name).path("signatureHex").asText());
    }

    /** All but the bid, whose signature carries a role and a time of its own. */
    static Stream<String> plainlySigned() {
        return signed().filter(name ->
                link(name).path("value").path("signatures").path(0).size() == 5);
    }

    @ParameterizedTest
    @MethodSource("plainlySigned")
    void signsAsTheVectorsDo(String name) {
        var entry = link(name).path("value").path("signatures").path(0);
        var unsigned = Json.readObject(link(name).path("unsignedJson").asText().getBytes(UTF_8));
        var author = new AtUri(link(name).path("uri").asText()).authority();
        var key = key(entry.path("key").asText());

        var signed = Attestations.sign(
                unsigned, author, key, new Did(entry.path("issuer").asText()));

        assertThat(Cid.ofRecord(signed).value())
                .isEqualTo(link(name).path("cid").asText());
    }

    @ParameterizedTest
    @MethodSource("signed")
    void refusesACopyInAnotherRepositoryAndAnyChange(String name) {
        var record = record(name);
        var eve = new Did(VECTORS.path("replay").path("copiedIntoRepo").asText());
        var copy = new RepoRecord(
                AtUri.of(eve, record.uri().collection(), record.uri().rkey()), record.cid(), record.json());
        var changed = record.json().deepCopy().put("createdAt", "2027-01-01T00:00:00.000Z");

        assertThat(Attestations.verified(copy)).isEmpty();
        assertThat(Attestations.verified(new RepoRecord(record.uri(), record.cid(), changed)))
                .isEmpty();
    }

    @Test
    void aReplayedRecordHasAnotherAttestationCid() {
        var rfp = record("rfp");
        var eve = new Did(VECTORS.path("replay").path("copiedIntoRepo").asText());
        var entry = (ObjectNode) rfp.json().path("signatures").path(0);

        var cid = InlineSignature.attestationCid(rfp.json(), entry, eve);

        assertThat(cid.value()).isNotEqualTo(link("rfp").path("attestationCid").asText());
    }

    @Test
    void bindsReceiptsToWhatTheyAnswer() {
        assertThat(Attestations.bindingValid(record("receiptsX402"), record("acceptsX402")))
                .isTrue();
        assertThat(Attestations.bindingValid(record("receipt"), record("accept")))
                .isTrue();
        assertThat(Attestations.bindingValid(record("receipt"), record("acceptsX402")))
                .isFalse();
        var proof = record("receipt").json().deepCopy();
        proof.remove(List.of("cid", "signatures"));
        assertThat(Attestations.bindingCid(
                                record("accept").json(), record("accept").author(), proof)
                        .value())
                .isEqualTo(record("receipt").json().path("cid").asText());
    }

    /** A record of a published run of the reference implementation; its store hashes {@code $bytes} as a map. */
    @Test
    void verifiesTheReferenceImplementationsOwnRecord() {
        var signature = Base64.getEncoder()
                .encodeToString(HexFormat.of()
                        .parseHex("06ecbfd7811b58fbea2a1f64370f834d3ae86426b960bb4759c4aecc61f13cf8"
                                + "28c43d30274bfa78bf8d26fd382438edbbdb6fdf54bcc6da99e881b06c00cecf"));
        var json = Json.readObject("""
                {"$type":"com.publicdomainrelay.temp.market.accept",
                 "rfp":{"$type":"com.atproto.repo.strongRef","uri":"at://did:plc:o3stzy6qojgmdtdzjq6tynqs/com.publicdomainrelay.temp.market.rfp/3mq4ger7lvs23","cid":"bafyreiehbqq5z3qm2v3lh5xjpmhp2nanomtnifqip6qrsdkstzwpigyx4q"},
                 "bid":{"$type":"com.atproto.repo.strongRef","uri":"at://did:plc:qzuhcai2kjxqd2l7tkz73a44/com.publicdomainrelay.temp.market.bid/3mq4gera4j323","cid":"bafyreia43knkwqvm7robtvff24eacho2pdk45en7e3g2mg2nknvx7qg62u"},
                 "createdAt":"2026-07-08T05:50:39.501Z","submitEvent":"did:plc:o3stzy6qojgmdtdzjq6tynqs#pdr_temp_compute_event",
                 "signatures":[{"$type":"network.attested.signature","key":"did:key:zQ3shVccyeD7zq2BSdRqcp2pozYzsGsJmc88gAy1m8SUX93LE",
                   "issuer":"did:plc:o3stzy6qojgmdtdzjq6tynqs","cid":"bafyreibxktoxnedfos53cwx3cae6n5kwi4cldomdany5jjn6gwk2vnb3vy",
                   "signature":{"$bytes":"%s"}}]}
                """.formatted(signature).getBytes(UTF_8));
        var uri = new AtUri(
                "at://did:plc:o3stzy6qojgmdtdzjq6tynqs/com.publicdomainrelay.temp.market.accept/3mq4gex7lvs23");

        var asMaps =
                RepoRecord.checked(uri, new Cid("bafyreiebpdz5zuya2qz5vk5dg6ue7ngvz7wdz4ephwlclxrqzpb44aweda"), json);
        var standard =
                RepoRecord.checked(uri, new Cid("bafyreiep4kd22afeca4myjwgohxsrbktfd3p6fhsveprop4x2vuahuismq"), json);

        assertThat(Attestations.verified(asMaps)).hasSize(1);
        assertThat(Attestations.verified(standard)).hasSize(1);
    }
}
