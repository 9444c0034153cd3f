package org.computecontracts.market.contract;

import jakarta.persistence.Embeddable;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.jspecify.annotations.Nullable;

/** The records a contract is made of, as far as they are there. */
@Embeddable
public class ContractRecords {
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

    public void rfp(StrongRef rfp) {
        rfpUri = rfp.uri();
        rfpCid = rfp.cid();
    }

    public void bid(StrongRef bid) {
        bidUri = bid.uri();
        bidCid = bid.cid();
    }

    public void accept(StrongRef accept) {
        acceptUri = accept.uri();
        acceptCid = accept.cid();
    }

    public void receipt(StrongRef receipt) {
        receiptUri = receipt.uri();
        receiptCid = receipt.cid();
    }

    public void role(AtUri role) {
        roleUri = role;
    }

    /** It is in the repository no more. */
    public void withdrawn() {
        roleUri = null;
    }

    public void key(AtUri key) {
        keyUri = key;
    }

    public Optional<StrongRef> rfp() {
        return ref(rfpUri, rfpCid);
    }

    public Optional<StrongRef> bid() {
        return ref(bidUri, bidCid);
    }

    public Optional<StrongRef> accept() {
        return ref(acceptUri, acceptCid);
    }

    public Optional<StrongRef> receipt() {
        return ref(receiptUri, receiptCid);
    }

    /** The right of the workload, from before it is written until it is taken back. */
    public Optional<AtUri> role() {
        return Optional.ofNullable(roleUri);
    }

    /** The SSH key that the workload registered. */
    public Optional<AtUri> key() {
        return Optional.ofNullable(keyUri);
    }

    private static Optional<StrongRef> ref(@Nullable AtUri uri, @Nullable Cid cid) {
        return uri == null || cid == null ? Optional.empty() : Optional.of(new StrongRef(uri, cid));
    }
}
