package org.computecontracts.market.contract;

import static org.computecontracts.market.contract.ContractState.*;

import jakarta.persistence.Embedded;
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
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.NewRfp;
import org.jspecify.annotations.Nullable;

/**
 * How far one request for proposal has come for one tenant.
 *
 * <p>Its life is told at {@link ContractState}. States only move forward; every verb refuses what does not fit, and says
 * nothing when it has already happened, so that each can be repeated.
 */
@Entity
@Table(name = "contract")
public class Contract {
    @Id
    private UUID id;

    private TenantId tenant;

    @Embedded
    private Parties parties;

    @Enumerated(EnumType.STRING)
    private ContractState state;

    private String role;
    private String request;

    @Embedded
    private ContractRecords records = new ContractRecords();

    @Embedded
    private ContractPace pace;

    private @Nullable String url;
    private @Nullable String failure;
    private @Nullable Instant announcedAt;

    @Embedded
    private Delivery delivery = new Delivery();

    private Instant createdAt;
    private Instant changedAt;

    @Version
    private int version;

    @SuppressWarnings("NullAway") // filled by the persistence provider
    protected Contract() {}

    @SuppressWarnings("NullAway") // the optional fields come later
    private Contract(UUID id, TenantId tenant, Parties parties, ContractState state, NewRfp request, Instant now) {
        this.id = id;
        this.tenant = tenant;
        this.parties = parties;
        this.state = state;
        this.role = request.role();
        this.request = Json.write(request);
        this.pace = new ContractPace(now);
        this.createdAt = now;
        this.changedAt = now;
    }

    public static Contract drafted(UUID id, TenantId tenant, Did requester, NewRfp request, Instant now) {
        return new Contract(id, tenant, Parties.ofRequester(requester), DRAFT, request, now);
    }

    public static Contract seen(TenantId tenant, Did provider, StrongRef rfp, NewRfp request, Instant now) {
        var parties = Parties.ofProvider(rfp.uri().authority(), provider);
        var contract = new Contract(UUID.randomUUID(), tenant, parties, SEEN, request, now);
        contract.records.rfp(rfp);
        return contract;
    }

    public void published(StrongRef rfp, Instant now) {
        if (move(DRAFT, OPEN, now)) {
            records.rfp(rfp);
        }
    }

    /** Every provider that was known at this moment has been told. */
    public void announced(Instant at) {
        announcedAt = at;
    }

    /** @param lasts how long one payment does; empty when it is for the machine, however long */
    public void bid(StrongRef own, Optional<Duration> lasts, Instant now) {
        if (move(SEEN, BID, now)) {
            records.bid(own);
            delivery.lasts(lasts);
        }
    }

    public void declined(String reason, Instant now) {
        if (move(SEEN, DECLINED, now)) {
            pace.stopped(reason);
        }
    }

    /** It stays where it is until then, and whoever reads it learns why. */
    public void waiting(String reason, Instant until) {
        pace.stopped(reason);
        pace.lookAgain(until);
    }

    /** Not once there is a bid. */
    public void awaitsRoom(String reason, Instant until) {
        if (state == SEEN) {
            waiting(reason, until);
        }
    }

    /** The requester's choice. Choosing the same bid again is fine, another one is not. */
    public void award(StrongRef chosen, Did bidder, Instant now) {
        if (records.bid().filter(chosen::equals).isPresent()) {
            return;
        }
        if (state != OPEN) {
            throw MarketProblem.RFP_NOT_OPEN.because("%s is %s", subject(), state);
        }
        move(OPEN, AWARDED, now);
        records.bid(chosen);
        parties.provider(bidder);
    }

    /** The accept holds; a second, different one never does. */
    public void accepted(StrongRef accept, Instant now) {
        records.accept().filter(first -> !first.equals(accept)).ifPresent(first -> {
            throw MarketProblem.ALREADY_ACCEPTED.because(
                    "%s was accepted by %s; %s changes nothing",
                    subject(), first.uri().value(), accept.uri().value());
        });
        if (move(parties.side() == Side.REQUESTER ? AWARDED : BID, ACCEPTED, now)) {
            records.accept(accept);
        }
    }

    public void paid(Instant now) {
        move(ACCEPTED, PAID, now);
    }

    public void receipted(Instant now) {
        move(PAID, RECEIPTED, now);
    }

    /** The machine is there, with what its builder says of it. */
    public void running(Optional<String> problem, Instant now) {
        if (move(RECEIPTED, RUNNING, now)) {
            delivery.begins(now);
            pace.hindered(problem);
        }
    }

    public void reachable(URI at, Instant now) {
        running(Optional.empty(), now);
        pace.hindered(Optional.empty());
        url = at.toString();
    }

    public void unreachable() {
        url = null;
    }

    /** By either party; it learns of the other's end by its record. */
    public void end(Side by, Instant now) {
        if (state == ENDING || state == ENDED || state == FAILED) {
            return;
        }
        if (state.isBefore(OPEN) || state == DECLINED || state == SEEN) {
            throw MarketProblem.CONTRACT_NOT_RUNNING.because("%s is %s", subject(), state);
        }
        delivery.endedBy(by);
        to(ENDING, now);
    }

    /** Nobody is there for whom it could go on. */
    public void abandoned(Instant now) {
        if (state == SEEN) {
            declined("The account of the requester is deleted", now);
        } else if (state.isUnderWay()) {
            end(parties.side().other(), now);
        }
    }

    /** What it held is given back: it is over, in the way that it came to its end. */
    public void ended(Instant now) {
        if (failure == null) {
            move(ENDING, ENDED, now);
        } else if (move(ENDING, FAILED, now)) {
            pace.stopped(failure);
        }
    }

    /** It cannot go on; whoever reads it learns why. What it may hold is given back first: the end goes on by itself. */
    public void failed(String reason, Instant now) {
        if (state.isUnderWay() && state != ENDING) {
            fail(state.isBinding() ? ENDING : FAILED, reason, now);
        }
    }

    /** Its machine ended without being told to: that is its guest's to do. */
    public void stopped(String reason, Instant now) {
        delivery.stopsItself();
        failed(reason, now);
    }

    /** Its machine is gone through no act of its guest's, also when that is found out at the end. */
    public void lost(String reason, Instant now) {
        delivery.isGone();
        failed(reason, now);
    }

    /** It was tried for long enough. Only a right that is still to be taken back is never given up. */
    public void givenUp(String reason, Instant now) {
        if (state != ENDING) {
            failed(reason, now);
        } else if (records.role().isPresent()) {
            pace.stumbled(reason, now);
        } else {
            fail(FAILED, failure == null ? reason : failure + ". Nor could it be wound up: " + reason, now);
        }
    }

    private void fail(ContractState end, String reason, Instant now) {
        failure = reason;
        to(end, now);
        pace.stopped(reason);
    }

    /** A right is about to be written: known before it is there, so that every end takes it back. None is at the end. */
    public void granting(AtUri role) {
        if (state.isBinding()) {
            records.role(role);
        }
    }

    private boolean move(ContractState from, ContractState to, Instant now) {
        if (state != from) {
            return false;
        }
        to(to, now);
        return true;
    }

    /** Nowhere but where {@link Transitions} lead. */
    void to(ContractState next, Instant now) {
        var row = Transitions.of(this);
        if (row.filter(known -> known.next().contains(next)).isEmpty()) {
            throw new IllegalStateException(
                    "A contract of the %s does not go from %s to %s".formatted(parties.side(), state, next));
        }
        state = next;
        changedAt = now;
        pace.moved(now);
    }

    private String subject() {
        return records.rfp().map(rfp -> rfp.uri().value()).orElse("Request " + id);
    }

    public UUID id() {
        return id;
    }

    public TenantId tenant() {
        return tenant;
    }

    public Parties parties() {
        return parties;
    }

    public ContractRecords records() {
        return records;
    }

    public ContractPace pace() {
        return pace;
    }

    public ContractState state() {
        return state;
    }

    public NewRfp request() {
        return Json.MAPPER.convertValue(Json.read(request), NewRfp.class);
    }

    public Optional<URI> url() {
        return Optional.ofNullable(url).map(URI::create);
    }

    /** Why it cannot go on, when that is how it ends. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** What came of the machine. */
    public Delivery delivery() {
        return delivery;
    }

    /** Whether all that was paid for was there: the machine until its requester, its guest or the clock ended it. */
    public boolean isDelivered() {
        return delivery.isWhole(changedAt);
    }

    public Optional<Instant> announcedAt() {
        return Optional.ofNullable(announcedAt);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant changedAt() {
        return changedAt;
    }
}
