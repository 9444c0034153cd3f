package org.computecontracts.market.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.protocol.Terms;
import org.jspecify.annotations.Nullable;

/** A bid as it came, with its terms and configuration and what the policy said. Only the verdict ever changes. */
@Entity
@Table(name = "bid")
public class ReceivedBid {
    @Id
    private UUID id;

    private TenantId tenant;
    private UUID contract;
    private AtUri uri;
    private Cid cid;
    private Did bidder;
    private String record;

    @Column(name = "terms_uri")
    private AtUri termsUri;

    @Column(name = "terms_cid")
    private Cid termsCid;

    private String terms;

    @Column(name = "config_uri")
    private @Nullable AtUri configUri;

    @Column(name = "config_cid")
    private @Nullable Cid configCid;

    private @Nullable String config;
    private boolean allowed;
    private String reason;
    private String rule;
    private int verdicts;

    @Column(name = "received_at")
    private Instant receivedAt;

    @SuppressWarnings("NullAway") // filled by the persistence provider
    protected ReceivedBid() {}

    @SuppressWarnings("NullAway") // the configuration may be missing
    public ReceivedBid(
            TenantId tenant,
            UUID contract,
            RepoRecord bid,
            RepoRecord bidTerms,
            @Nullable RepoRecord bidConfig,
            Instant now) {
        this.id = UUID.randomUUID();
        this.tenant = tenant;
        this.contract = contract;
        this.uri = bid.uri();
        this.cid = bid.cid();
        this.bidder = bid.author();
        this.record = Json.write(bid.json());
        this.termsUri = bidTerms.uri();
        this.termsCid = bidTerms.cid();
        this.terms = Json.write(bidTerms.json());
        if (bidConfig != null) {
            this.configUri = bidConfig.uri();
            this.configCid = bidConfig.cid();
            this.config = Json.write(bidConfig.json());
        }
        this.receivedAt = now;
    }

    public void judged(boolean allow, String because, String byRule) {
        if (verdicts == 0 || allowed != allow || !reason.equals(because)) {
            verdicts++;
        }
        allowed = allow;
        reason = because;
        rule = byRule;
    }

    public UUID contract() {
        return contract;
    }

    public StrongRef ref() {
        return new StrongRef(uri, cid);
    }

    public Did bidder() {
        return bidder;
    }

    public RepoRecord bid() {
        return kept(uri, cid, record);
    }

    public RepoRecord terms() {
        return kept(termsUri, termsCid, terms);
    }

    public Optional<RepoRecord> config() {
        return configUri == null || configCid == null || config == null
                ? Optional.empty()
                : Optional.of(kept(configUri, configCid, config));
    }

    public boolean isAllowed() {
        return allowed;
    }

    public String reason() {
        return reason;
    }

    public String rule() {
        return rule;
    }

    /** How often it was decided otherwise, the first time counted. */
    public int verdicts() {
        return verdicts;
    }

    public Bid view(String handle, boolean accepted) {
        var asked = Terms.of(terms());
        return new Bid(
                ref(),
                bidder,
                handle,
                new StrongRef(termsUri, termsCid),
                config().map(RepoRecord::ref),
                asked.cost(),
                asked.currency(),
                asked.frequency(),
                asked.prepay(),
                allowed,
                reason,
                rule,
                accepted,
                receivedAt);
    }

    private static RepoRecord kept(AtUri uri, Cid cid, String json) {
        ObjectNode tree = Json.readObject(json.getBytes(StandardCharsets.UTF_8));
        return new RepoRecord(uri, cid, tree);
    }
}
