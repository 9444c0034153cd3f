package org.computecontracts.payment.seller;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.chain.Inclusion;
import org.computecontracts.payment.chain.Offer;
import org.computecontracts.payment.chain.SignedTerms;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.Log;
import org.computecontracts.payment.evm.Word;
import org.computecontracts.payment.wire.Resource;
import org.computecontracts.payment.wire.Version;
import org.jspecify.annotations.Nullable;

/**
 * One authorization offered for one accept. Its state moves forward only, but for a reorganisation of the chain; a step
 * that somebody else has taken meanwhile is passed over, so that steps can be repeated and taken twice at once.
 */
@Entity
@Table(name = "payment_charge")
class Charge {
    @Id
    private UUID id;

    private TenantId tenant;

    @Embedded
    private SignedTerms terms;

    private String resource;
    private byte[] signatureSealed;

    private long fromBlock;

    @Enumerated(EnumType.STRING)
    private ChargeState state;

    private @Nullable String reason;

    @Embedded
    private Inclusion inclusion;

    private @Nullable Instant deliveredAt;
    private @Nullable String refundDue;

    /** Since when its block is not in the chain any more. */
    private @Nullable Instant undoneAt;

    private Instant offeredAt;
    private Instant changedAt;

    @jakarta.persistence.Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected Charge() {}

    /**
     * The same payer comes again with what came to nothing: the money may be there by now. Judged is what is shown this
     * time, for it may be signed anew, and only what becomes of it from here on.
     */
    void offeredAgain(Offer offer, Instant now) {
        if (isLost()) {
            terms.signedAnew(offer);
            signatureSealed = offer.signatureSealed();
            fromBlock = offer.fromBlock();
            offeredAt = now;
            move(ChargeState.RESERVED, null, now);
        }
    }

    void verified(Instant now) {
        if (state == ChargeState.RESERVED) {
            move(ChargeState.VERIFIED, null, now);
        }
    }

    void rejected(String why, Instant now) {
        if (state == ChargeState.RESERVED || state == ChargeState.VERIFIED) {
            move(ChargeState.REJECTED, why, now);
        }
    }

    void signed(Instant now) {
        move(ChargeState.SIGNED, null, now);
    }

    void broadcast(Instant now) {
        if (state == ChargeState.SIGNED) {
            move(ChargeState.BROADCAST, null, now);
        }
    }

    /** Whoever sent the transaction: the payee has the money. */
    void mined(Log transfer, Instant now) {
        if (ChargeState.UNDER_WAY.contains(state)) {
            inclusion.mined(transfer);
            move(ChargeState.MINED, null, now);
        }
    }

    void confirmed(Instant now) {
        if (state == ChargeState.MINED) {
            inclusion.confirmed(now);
            undoneAt = null;
        }
    }

    void settledForGood(Instant now) {
        if (state == ChargeState.MINED) {
            move(ChargeState.FINAL, null, now);
        }
    }

    /** Its block fell out of the chain. With a transaction of ours it is sent again; else it is ours to send now. */
    void reorged(boolean ours, Instant now) {
        if (state == ChargeState.MINED) {
            inclusion.forget();
            undoneAt = now;
            move(ours ? ChargeState.SIGNED : ChargeState.RESERVED, "reorganised", now);
        }
    }

    /** The nonce of its transaction went to another one: it has to be signed anew. */
    void lostItsTransaction(Instant now) {
        if (state == ChargeState.SIGNED || state == ChargeState.BROADCAST) {
            move(ChargeState.RESERVED, "transaction_replaced", now);
        }
    }

    void failed(String why, Instant now) {
        if (ChargeState.UNDER_WAY.contains(state) && state != ChargeState.MINED) {
            move(ChargeState.FAILED, why, now);
        }
    }

    void expired(Instant now) {
        if (ChargeState.UNDER_WAY.contains(state) && state != ChargeState.MINED) {
            move(ChargeState.EXPIRED, "expired", now);
        }
    }

    /** What was paid for is there. */
    void delivered(Instant now) {
        if (deliveredAt == null) {
            deliveredAt = now;
            refundDue = null;
        }
    }

    /** It was paid for and cannot be delivered: somebody has to send the money back. */
    void owesRefund(String why) {
        if (deliveredAt == null) {
            refundDue = why;
        }
    }

    private void move(ChargeState to, @Nullable String why, Instant now) {
        state = to;
        reason = why;
        changedAt = now;
    }

    UUID id() {
        return id;
    }

    TenantId tenant() {
        return tenant;
    }

    Optional<StrongRef> accept() {
        return terms.accept();
    }

    /** Whether it pays for this: an accept wherever it is settled, or what a seller's own server sells at an address. */
    boolean isFor(Optional<StrongRef> accept, String at) {
        return accept().equals(accept) && (accept.isPresent() || Resource.same(resource, at));
    }

    Authorization authorization() {
        return terms.authorization();
    }

    byte[] signatureSealed() {
        return signatureSealed;
    }

    /** Under which the signature is sealed. */
    static String purpose(UUID charge) {
        return "payment_charge.signature:" + charge;
    }

    /** Only a transfer in this block or a later one pays: what was carried out before may have bought something else. */
    long fromBlock() {
        return fromBlock;
    }

    Instant offeredAt() {
        return offeredAt;
    }

    ChargeState state() {
        return state;
    }

    Version x402() {
        return terms.x402();
    }

    String network() {
        return terms.network();
    }

    String reason() {
        return reason == null ? "" : reason;
    }

    boolean isSettled() {
        return inclusion.settledAt().isPresent();
    }

    /** It was paid, until its block fell out of the chain; it may come back, by whomever. */
    Optional<Instant> undoneAt() {
        return Optional.ofNullable(undoneAt);
    }

    boolean isLost() {
        return ChargeState.LOST.contains(state);
    }

    Optional<Word> transaction() {
        return inclusion.transaction();
    }

    long blockNumber() {
        return inclusion.blockNumber();
    }

    Word blockHash() {
        return inclusion.blockHash().orElseThrow(() -> new IllegalStateException("Charge " + id + " is in no block"));
    }

    Optional<Payment> payment() {
        var authorization = authorization();
        return accept().map(accept -> new Payment(
                id,
                accept,
                network(),
                transaction().map(Word::value).orElse(""),
                authorization.from().checksummed(),
                authorization.value(),
                inclusion.settledAt().orElse(changedAt),
                visibleState(),
                refundDue == null || !isSettled() ? reason() : refundDue));
    }

    /** Nothing is owed, nor has anything been sold, for what the chain took back. */
    private String visibleState() {
        if (!isSettled()) {
            return state.name();
        }
        if (refundDue != null) {
            return "REFUND_DUE";
        }
        return deliveredAt != null ? "DELIVERED" : state.name();
    }
}
