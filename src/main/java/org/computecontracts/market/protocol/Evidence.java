package org.computecontracts.market.protocol;

import static org.computecontracts.market.protocol.MarketProblem.RECORD_INVALID;
import static org.computecontracts.market.protocol.MarketProblem.RECORD_MISMATCH;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.attestation.AttestationCheck;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.RecordFilter;
import org.computecontracts.network.view.Network;

/**
 * Records of others, proved by the author's repository as the network's view has it or fetched from there, and checked before
 * anyone acts on them: the CID recomputed, the type as expected, and, where the protocol asks for it, signed by its author
 * (market protocol sections 2 and 3.3).
 */
@ApplicationScoped
public class Evidence {
    private static final int NEWEST = 100;

    @Inject
    Network network;

    @Inject
    Pds pds;

    @Inject
    Attestations attestations;

    public RepoRecord fetch(StrongRef ref, Nsid expected) {
        if (!ref.uri().collection().equals(expected)) {
            throw RECORD_MISMATCH.because("%s is not a %s", ref.uri().value(), expected.value());
        }
        var record = network.current(ref).orElseGet(() -> pds.get(ref));
        if (!record.type().equals(expected.value())) {
            throw RECORD_INVALID.because("%s says it is a %s", ref.uri().value(), record.type());
        }
        return record;
    }

    /** Whether its author took it back; not when nobody can tell. */
    public boolean isGone(StrongRef ref) {
        try {
            fetch(ref, ref.uri().collection());
            return false;
        } catch (ProblemException e) {
            return e.type() == AtprotoProblem.RECORD_NOT_FOUND;
        }
    }

    /** Whether its author has accepted a bid on this request, as far as her newest accepts tell. */
    public boolean isAwarded(StrongRef rfp) {
        return network
                .page(RecordFilter.of(MarketNsid.ACCEPT).and(rfp.uri().authority()), null, NEWEST)
                .records()
                .stream()
                .anyMatch(accept ->
                        accept.record().optionalRef("rfp").filter(rfp::equals).isPresent());
    }

    /** As {@link #fetch}, and signed; whose the key is is for people to weigh, and asked where they are told. */
    public RepoRecord fetchSigned(StrongRef ref, Nsid expected) {
        var record = fetch(ref, expected);
        requireSigned(record);
        return record;
    }

    public void requireSigned(RepoRecord record) {
        var check = Attestations.verify(record);
        if (!check.valid()) {
            throw RECORD_INVALID.because(
                    "%s is missing a valid badge.blue signature: %s",
                    record.uri().value(), check.reason());
        }
    }

    AttestationCheck check(RepoRecord record) {
        return attestations.check(record);
    }

    /** What was found right about a signed record. */
    public List<Check> checks(RepoRecord record) {
        return attestations.check(record).bound()
                ? List.of(Check.RECORD, Check.SIGNATURE, Check.KEY)
                : List.of(Check.RECORD, Check.SIGNATURE);
    }

    public static void same(String what, StrongRef one, StrongRef other) {
        if (!one.equals(other)) {
            throw RECORD_MISMATCH.because(
                    "%s: %s is not %s", what, one.uri().value(), other.uri().value());
        }
    }

    public static void sameAuthor(RepoRecord owner, StrongRef part) {
        if (!part.uri().authority().equals(owner.author())) {
            throw RECORD_MISMATCH.because(
                    "%s refers to %s, which another account wrote",
                    owner.uri().value(), part.uri().value());
        }
    }
}
