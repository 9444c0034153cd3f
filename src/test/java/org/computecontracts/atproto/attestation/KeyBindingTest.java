package org.computecontracts.atproto.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.kernel.Json;
import org.computecontracts.testing.FakePds;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyBindingTest {
    private static final Nsid THING = new Nsid("com.example.thing");
    private static final Nsid KEY_RECORD = new Nsid("com.publicdomainrelay.temp.market.badgeBlueKey");

    private final FakePds network = FakePds.start();
    private final MovingClock clock = new MovingClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Identities identities = network.identities(clock);
    private final Attestations attestations =
            Attestations.with(identities, Pds.with(Xrpc.with(network.http()), identities));
    private final FakePds.Account alice = network.account("alice.test");
    private final SigningKey key = SigningKey.generate(Curve.P256);

    @AfterEach
    void stop() {
        network.close();
    }

    private RepoRecord signed(Did issuer) {
        var json = Attestations.sign(Json.object().put("$type", THING.value()), alice.did, key, issuer);
        return RepoRecord.checked(AtUri.of(alice.did, THING, "a"), Cid.ofRecord(json), json);
    }

    private ObjectNode keyRecord() {
        return Json.object().put("$type", KEY_RECORD.value()).put("createdAt", "2026-01-01T00:00:00.000Z");
    }

    @Test
    void aKeyInTheAuthorsDocumentIsBoundAlsoWhenItIsNew() {
        identities.resolve(alice.did);
        FakePds.addKey(alice, "attestation", key);
        clock.pass(Duration.ofSeconds(2));

        var check = attestations.check(signed(alice.did));

        assertThat(check.valid()).isTrue();
        assertThat(check.bound()).isTrue();
        assertThat(check.keys()).containsExactly(key.didKey());
        assertThat(check.reason()).contains("DID document of " + alice.did);
    }

    @Test
    void aKeyInARecordOfTheAuthorIsBound() {
        network.store(alice, KEY_RECORD, key.didKey(), keyRecord().put("key", key.didKey()));

        assertThat(attestations.check(signed(alice.did)).bound()).isTrue();
    }

    @Test
    void aSelfChosenKeyIsValidAndNotBound() {
        var other = SigningKey.generate(Curve.K256);
        network.store(alice, KEY_RECORD, other.didKey(), keyRecord().put("key", other.didKey()));

        var check = attestations.check(signed(alice.did));

        assertThat(check.valid()).isTrue();
        assertThat(check.bound()).isFalse();
        assertThat(check.reason()).contains(key.didKey());
    }

    /** The issuer is whatever the signer writes; only the author's own word makes it count. */
    @Test
    void anIssuersKeyIsNotBoundUnlessTheAuthorNamesTheIssuer() {
        var eve = network.account("eve.test");
        FakePds.addKey(eve, "attestation", key);

        assertThat(attestations.check(signed(eve.did)).bound()).isFalse();
    }

    @Test
    void aChangedRecordIsNotValidWhoeverAsks() {
        FakePds.addKey(alice, "attestation", key);
        var record = signed(alice.did);
        var changed = record.json().deepCopy().put("more", true);

        var check = attestations.check(new RepoRecord(record.uri(), record.cid(), changed));

        assertThat(check.valid()).isFalse();
        assertThat(check.bound()).isFalse();
        assertThat(check.keys()).isEmpty();
    }

    @Test
    void aSignatureWhoseIssuerCannotBeAskedLeavesTheOthersGood() {
        var gone = new Did("did:web:localhost%3A1");
        network.store(alice, KEY_RECORD, "gone", keyRecord().put("issuer", gone.value()));
        FakePds.addKey(alice, "attestation", key);
        var first = Attestations.sign(
                Json.object().put("$type", THING.value()), alice.did, SigningKey.generate(Curve.P256), gone);
        var json = Attestations.sign(first, alice.did, key, alice.did);

        var check = attestations.check(RepoRecord.checked(AtUri.of(alice.did, THING, "a"), Cid.ofRecord(json), json));

        assertThat(check.bound()).isTrue();
        assertThat(check.asked()).isTrue();
    }

    @Test
    void anUnreachableAuthorIsNotBoundAndNoFault() {
        network.close();

        var check = Attestations.with(network.identities(Clock.systemUTC()), network.client())
                .check(signed(alice.did));

        assertThat(check.valid()).isTrue();
        assertThat(check.bound()).isFalse();
        assertThat(check.asked()).isFalse();
    }

    /** Nobody will ever name the key: to ask again would be of no use. */
    @Test
    void anAuthorThatNobodyKnowsHasAnswered() {
        var nobody = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");

        var check = attestations.check(signed(nobody));

        assertThat(check.bound()).isFalse();
        assertThat(check.asked()).isTrue();
    }

    @Test
    void anUnsignedRecordSaysSo() {
        var json = Json.object().put("$type", THING.value());

        var check = attestations.check(new RepoRecord(AtUri.of(alice.did, THING, "a"), Cid.ofRecord(json), json));

        assertThat(check).isEqualTo(new AttestationCheck(false, false, true, List.of(), "The record is not signed."));
    }
}
