package org.computecontracts.market;

import static org.computecontracts.market.ContractState.*;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * How far one request for proposal has come for one tenant.
 *
 * <p>Its life is told at {@link ContractState}. States only move forward; every verb refuses what does not fit, and says
 * nothing when it has already happened, so that each can be repeated.
 */
@Entity
@Table(name = "contract")
class Contract {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    @Id
    private UUID id;

    private TenantId tenant;

    @Enumerated(EnumType.STRING)
    private Side side;

    @Enumerated(EnumType.STRING)
    private ContractState state;

    private Did requester;
    private @Nullable Did provider;
    private String role;
    private String request;

    @Column(name = "rfp_uri")
    private @Nullable AtUri rfpUri;

    @Column(name = "rfp_cid")
    private @Nullable Cid rfpCid;

    @Column(name = "bid_uri")
    private @Nullable AtUri bidUri;

    @Column(name = "bid_cid")
    private @Nullable Cid bidCid;

    @Column(name = "accept_uri")
    private @Nullable AtUri acceptUri;

    @Column(name = "accept_cid")
    private @Nullable Cid acceptCid;

    @Column(name = "receipt_uri")
    private @Nullable AtUri receiptUri;

    @Column(name = "receipt_cid")
    private @Nullable Cid receiptCid;

    @Column(name = "role_uri")
    private @Nullable AtUri roleUri;

    private @Nullable String url;
    private @Nullable String problem;
    private int attempts;

    @Column(name = "due_at")
    private Instant dueAt;

    private boolean announced;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Version
    private int version;

    @SuppressWarnings("NullAway") // filled by the persistence provider
    protected Contract() {}

    @SuppressWarnings("NullAway") // the optional fields come later
    private Contract(
            UUID id, TenantId tenant, Side side, ContractState state, Did requester, NewRfp request, Instant now) {
        this.id = id;
        this.tenant = tenant;
        this.side = side;
        this.state = state;
        this.requester = requester;
        this.role = request.role();
        this.request = Json.write(request);
        this.dueAt = now;
        this.createdAt = now;
        this.changedAt = now;
    }

    static Contract drafted(UUID id, TenantId tenant, Did requester, NewRfp request, Instant now) {
        return new Contract(id, tenant, Side.REQUESTER, DRAFT, requester, request, now);
    }

    static Contract seen(TenantId tenant, Did provider, StrongRef rfp, NewRfp request, Instant now) {
        var contract = new Contract(
                UUID.randomUUID(), tenant, Side.PROVIDER, SEEN, rfp.uri().authority(), request, now);
        contract.provider = provider;
        contract.rfpUri = rfp.uri();
        contract.rfpCid = rfp.cid();
        return contract;
    }

    void published(StrongRef rfp, Instant now) {
        if (move(DRAFT, OPEN, now)) {
            rfpUri = rfp.uri();
            rfpCid = rfp.cid();
        }
    }

    void announced() {
        announced = true;
    }

    void bid(StrongRef own, Instant now) {
        if (move(SEEN, BID, now)) {
            bidUri = own.uri();
            bidCid = own.cid();
        }
    }

    void declined(String reason, Instant now) {
        if (move(SEEN, DECLINED, now)) {
            problem = reason;
        }
    }

    /** The requester's choice. Choosing the same bid again is fine, another one is not. */
    void award(StrongRef chosen, Did bidder, Instant now) {
        if (chosen.uri().equals(bidUri) && chosen.cid().equals(bidCid)) {
            return;
        }
        if (state != OPEN) {
            throw MarketProblem.RFP_NOT_OPEN.because("%s is %s", subject(), state);
        }
        move(OPEN, AWARDED, now);
        bidUri = chosen.uri();
        bidCid = chosen.cid();
        provider = bidder;
    }

    void granted(AtUri rbac) {
        roleUri = rbac;
    }

    /** The accept holds; a second, different one never does. */
    void accepted(StrongRef accept, Instant now) {
        if (acceptUri != null
                && !(accept.uri().equals(acceptUri) && accept.cid().equals(acceptCid))) {
            throw MarketProblem.ALREADY_ACCEPTED.because(
                    "%s was accepted by %s; %s changes nothing",
                    subject(), acceptUri.value(), accept.uri().value());
        }
        if (move(side == Side.REQUESTER ? AWARDED : BID, ACCEPTED, now)) {
            acceptUri = accept.uri();
            acceptCid = accept.cid();
        }
    }

    void paid(Instant now) {
        move(ACCEPTED, PAID, now);
    }

    void promised(StrongRef receipt) {
        receiptUri = receipt.uri();
        receiptCid = receipt.cid();
    }

    void receipted(Instant now) {
        move(PAID, RECEIPTED, now);
    }

    void running(@Nullable URI at, Instant now) {
        if (at != null) {
            url = at.toString();
        }
        move(RECEIPTED, RUNNING, now);
    }

    void end(Instant now) {
        if (state == ENDING || state == ENDED) {
            return;
        }
        if (state.isBefore(OPEN) || state == FAILED || state == DECLINED || state == SEEN) {
            throw MarketProblem.CONTRACT_NOT_RUNNING.because("%s is %s", subject(), state);
        }
        state = ENDING;
        touched(now);
    }

    void ended(Instant now) {
        move(ENDING, ENDED, now);
    }

    /** It cannot go on; whoever reads it learns why. */
    void failed(String reason, Instant now) {
        if (state.isUnderWay()) {
            state = FAILED;
            touched(now);
            problem = reason;
        }
    }

    /** This attempt did not work; the next one waits longer, up to a minute. */
    void stumbled(String reason, Instant now) {
        attempts++;
        problem = reason;
        var pause = Duration.ofMillis(500L << Math.min(attempts, 8));
        dueAt = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    void lookAgain(Instant at) {
        dueAt = at;
    }

    private boolean move(ContractState from, ContractState to, Instant now) {
        if (state != from) {
            return false;
        }
        state = to;
        touched(now);
        return true;
    }

    private void touched(Instant now) {
        changedAt = now;
        dueAt = now;
        attempts = 0;
        problem = null;
    }

    private String subject() {
        return rfpUri == null ? "Request " + id : rfpUri.value();
    }

    UUID id() {
        return id;
    }

    TenantId tenant() {
        return tenant;
    }

    Side side() {
        return side;
    }

    ContractState state() {
        return state;
    }

    Did requester() {
        return requester;
    }

    Optional<Did> provider() {
        return Optional.ofNullable(provider);
    }

    NewRfp request() {
        return Json.MAPPER.convertValue(Json.read(request), NewRfp.class);
    }

    Optional<StrongRef> rfp() {
        return ref(rfpUri, rfpCid);
    }

    Optional<StrongRef> chosenBid() {
        return ref(bidUri, bidCid);
    }

    Optional<StrongRef> accept() {
        return ref(acceptUri, acceptCid);
    }

    Optional<StrongRef> receipt() {
        return ref(receiptUri, receiptCid);
    }

    Optional<AtUri> roleUri() {
        return Optional.ofNullable(roleUri);
    }

    Optional<URI> url() {
        return Optional.ofNullable(url).map(URI::create);
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    int attempts() {
        return attempts;
    }

    boolean isAnnounced() {
        return announced;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant changedAt() {
        return changedAt;
    }

    private static Optional<StrongRef> ref(@Nullable AtUri uri, @Nullable Cid cid) {
        return uri == null || cid == null ? Optional.empty() : Optional.of(new StrongRef(uri, cid));
    }
}
