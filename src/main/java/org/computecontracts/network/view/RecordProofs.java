package org.computecontracts.network.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.repo.CommitProof;
import org.computecontracts.atproto.resolution.DidDocument;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.ingest.Upstream;

/** Has the author's own server prove one record, now. Nothing of it is stored. */
@ApplicationScoped
public class RecordProofs {
    @Inject
    Identities identities;

    @Inject
    Upstream upstream;

    /** Never throws for what the network answers: what went wrong is part of the answer. */
    public RecordProof of(AtUri uri) {
        try {
            return of(uri, identities.resolve(uri.authority()));
        } catch (ProblemException e) {
            return RecordProof.none(null, new byte[0], "", e.detail());
        }
    }

    private RecordProof of(AtUri uri, DidDocument document) {
        var pds = document.pds();
        var archive = upstream.record(pds, uri);
        if (!archive.error().isEmpty()) {
            return RecordProof.none(pds, archive.car(), "", pds + " refuses: " + archive.error());
        }
        try {
            return checked(uri, document, archive.car());
        } catch (ProblemException e) {
            if (e.type() != AtprotoProblem.BAD_SIGNATURE) {
                return RecordProof.none(pds, archive.car(), key(document), e.detail());
            }
            return withFreshKey(uri, uri.authority(), archive.car());
        }
    }

    /** The key may have changed since the document was read. */
    private RecordProof withFreshKey(AtUri uri, Did did, byte[] car) {
        var document = identities.fresh(did);
        try {
            return checked(uri, document, car);
        } catch (ProblemException e) {
            return RecordProof.none(document.pds(), car, key(document), e.detail());
        }
    }

    private static RecordProof checked(AtUri uri, DidDocument document, byte[] car) {
        var path = uri.collection().value() + "/" + uri.rkey();
        var proven = CommitProof.ofRecord(uri.authority(), path, car, document.signingKey());
        var write = proven.writes().getFirst();
        return new RecordProof(
                document.pds(), car, key(document), proven.rev(), proven.data(), write.cid(), write.cbor(), "");
    }

    private static String key(DidDocument document) {
        return document.signingKey().didKey();
    }
}
