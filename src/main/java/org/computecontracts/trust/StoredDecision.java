package org.computecontracts.trust;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;

/** A decision as stored, with the facts and the verdict it rests on. Never changes. */
@Entity
@Table(name = "decision")
class StoredDecision {
    @Id
    private UUID id;

    private TenantId tenant;

    @Column(name = "rfp_uri")
    private AtUri rfpUri;

    @Column(name = "bid_uri")
    private AtUri bidUri;

    @Column(name = "bid_cid")
    private Cid bidCid;

    @Column(name = "policy_version")
    private int policyVersion;

    private byte[] basis;
    private boolean allow;
    private String rule;
    private String reason;
    private String verdict;
    private String facts;
    private Instant at;

    @SuppressWarnings("NullAway.Init")
    protected StoredDecision() {}

    TenantId tenant() {
        return tenant;
    }

    BidFacts facts() {
        return Stored.read(facts, BidFacts.class);
    }

    Decision decision() {
        var judged = Stored.read(verdict, Verdict.class);
        return new Decision(
                id,
                new StrongRef(bidUri, bidCid),
                allow,
                reason,
                rule,
                judged,
                Basis.inputs(facts(), judged),
                at,
                policyVersion);
    }
}
