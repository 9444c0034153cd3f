package org.computecontracts.market;

import jakarta.persistence.Embeddable;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.jspecify.annotations.Nullable;

/** The records a contract is made of, as far as they are there. */
@Embeddable
class ContractRecords {
    private @Nullable AtUri rfpUri;
    private @Nullable Cid rfpCid;
    private @Nullable AtUri bidUri;
    private @Nullable Cid bidCid;
    private @Nullable AtUri acceptUri;
    private @Nullable Cid acceptCid;
    private @Nullable AtUri receiptUri;
    private @Nullable Cid receiptCid;
    private @Nullable AtUri roleUri;
    private @Nullable AtUri keyUri;

    void rfp(StrongRef rfp) {
        rfpUri = rfp.uri();
        rfpCid = rfp.cid();
    }

    void bid(StrongRef bid) {
        bidUri = bid.uri();
        bidCid = bid.cid();
    }

    void accept(StrongRef accept) {
        acceptUri = accept.uri();
        acceptCid = accept.cid();
    }

    void receipt(StrongRef receipt) {
        receiptUri = receipt.uri();
        receiptCid = receipt.cid();
    }

    void role(AtUri role) {
        roleUri = role;
    }

    /** It is in the repository no more. */
    void withdrawn() {
        roleUri = null;
    }

    void key(AtUri key) {
        keyUri = key;
    }

    Optional<StrongRef> rfp() {
        return ref(rfpUri, rfpCid);
    }

    Optional<StrongRef> bid() {
        return ref(bidUri, bidCid);
    }

    Optional<StrongRef> accept() {
        return ref(acceptUri, acceptCid);
    }

    Optional<StrongRef> receipt() {
        return ref(receiptUri, receiptCid);
    }

    /** The right of the workload, from before it is written until it is taken back. */
    Optional<AtUri> role() {
        return Optional.ofNullable(roleUri);
    }

    /** The SSH key that the workload registered. */
    Optional<AtUri> key() {
        return Optional.ofNullable(keyUri);
    }

    private static Optional<StrongRef> ref(@Nullable AtUri uri, @Nullable Cid cid) {
        return uri == null || cid == null ? Optional.empty() : Optional.of(new StrongRef(uri, cid));
    }
}
