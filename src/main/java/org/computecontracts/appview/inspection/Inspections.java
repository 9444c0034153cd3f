package org.computecontracts.appview.inspection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.computecontracts.appview.AppviewProblem;
import org.computecontracts.appview.DealRecordStore;
import org.computecontracts.appview.Readings;
import org.computecontracts.appview.inspection.Inspection.PublishedForm;
import org.computecontracts.appview.inspection.Inspection.Version;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.atproto.lexicon.Lexicons;
import org.computecontracts.atproto.lexicon.PublishedLexicons;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.view.Network;
import org.computecontracts.network.view.RecordProof;
import org.computecontracts.network.view.RecordProofs;

/** Looks at any record of the network, seen before or not, and checks all of it. */
@ApplicationScoped
public class Inspections {
    private static final int MOST_LINKS = 50;
    private static final int AT_ONCE = 16;
    private static final int PATIENCE_SECONDS = 10;

    @Inject
    Pds pds;

    @Inject
    RecordProofs proofs;

    @Inject
    Network network;

    @Inject
    Attestations attestations;

    @Inject
    Identities identities;

    @Inject
    Lexicons lexicons;

    @Inject
    PublishedLexicons published;

    @Inject
    DealRecordStore said;

    private final Semaphore turns = new Semaphore(AT_ONCE);

    /** INVALID_INPUT when it is no AT-URI. */
    public Inspection of(String text) {
        return of(uri(text));
    }

    /** The CAR file by which anyone can check the record without us; PROOF_MISSING. */
    public byte[] proof(String text) {
        var uri = uri(text);
        var proof = inTurn(() -> proofs.of(uri));
        if (proof.archive().length == 0) {
            throw AppviewProblem.PROOF_MISSING.because("%s: %s", text, proof.problem());
        }
        return proof.archive();
    }

    private static AtUri uri(String text) {
        try {
            return new AtUri(text.strip());
        } catch (IllegalArgumentException e) {
            throw KernelProblem.INVALID_INPUT
                    .because("Not an AT-URI of a record: %s", text)
                    .causedBy(e);
        }
    }

    /** As it was seen last, where it cannot be had now. */
    public Inspection of(AtUri uri) {
        return inTurn(() -> {
            try {
                return inspection(pds.get(uri), "");
            } catch (ProblemException e) {
                var seen = network.find(uri).map(SeenRecord::record).orElseThrow(() -> e);
                return inspection(seen, e.detail());
            }
        });
    }

    /** Anybody may ask, and each time several servers are asked, which may be slow: so many at once. INSPECTOR_BUSY. */
    private <T> T inTurn(Supplier<T> look) {
        try {
            if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw AppviewProblem.INSPECTOR_BUSY.because(
                        "%d records are looked at already: try again soon", AT_ONCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server is being stopped", e);
        }
        try {
            return look.get();
        } finally {
            turns.release();
        }
    }

    private Inspection inspection(RepoRecord record, String notFetched) {
        var uri = record.uri();
        var proof = proofs.of(uri);
        var cbor = bytes(record, proof);
        var check = attestations.check(record);
        return new Inspection(
                uri,
                record.author(),
                identities.handleOf(record.author()),
                record.cid(),
                Cid.ofDagCbor(cbor),
                Readings.attested(record, check),
                check,
                lexicons.knows(uri.collection()),
                lexicons.violations(uri.collection(), record.json()),
                form(record),
                record.json(),
                cbor,
                CborDump.of(cbor),
                proof,
                said.find(uri),
                network.backlinks(uri, MOST_LINKS).stream()
                        .map(seen -> seen.record().ref())
                        .toList(),
                history(uri),
                notFetched);
    }

    /** As they were hashed: JSON that passed through a server may have lost what told them apart. */
    private byte[] bytes(RepoRecord record, RecordProof proof) {
        if (proof.holds() && proof.cbor() != null && record.cid().equals(proof.cid())) {
            return proof.cbor();
        }
        return network.find(record.uri())
                .filter(seen -> seen.record().cid().equals(record.cid()))
                .map(SeenRecord::cbor)
                .orElseGet(() -> DagCbor.encode(record.json()));
    }

    private PublishedForm form(RepoRecord record) {
        var found = published.find(record.uri().collection());
        return new PublishedForm(
                found.told(),
                found.lexicon().isPresent(),
                found.lexicon()
                        .map(lexicon -> published.violations(lexicon, record))
                        .orElse(List.of()));
    }

    private List<Version> history(AtUri uri) {
        return network.history(uri).stream()
                .map(version -> new Version(
                        version.rev().value(), Optional.ofNullable(version.cid()), version.source(), version.seenAt()))
                .toList();
    }
}
