package org.computecontracts.payment.payer;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.PaymentOrder;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.chain.Inclusion;
import org.computecontracts.payment.chain.SignedTerms;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.Log;
import org.computecontracts.payment.evm.Node;
import org.computecontracts.payment.evm.Word;
import org.computecontracts.payment.wire.Version;
import org.jspecify.annotations.Nullable;

/**
 * One order's one signed authorization, and the header that carries it. It is sent again and again, never signed again,
 * until it is paid or certainly unused.
 */
@Entity
@Table(name = "payment_outgoing")
public class Outgoing {
    @Id
    private UUID id;

    private TenantId tenant;

    @Embedded
    private SignedTerms terms;

    private String url;
    private String description;
    private byte[] headerSealed;

    private long fromBlock;

    @Enumerated(EnumType.STRING)
    private OutgoingState state;

    /** The seller's last word, and whether it was no. */
    private @Nullable String reason;

    private boolean refused;

    /** What the seller says it settled with. */
    private @Nullable Word claimedTx;

    private @Nullable String answer;

    @Embedded
    private Inclusion inclusion;

    private Instant createdAt;

    private Instant changedAt;

    @jakarta.persistence.Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected Outgoing() {}

    static Outgoing signed(
            UUID id,
            TenantId tenant,
            PaymentOrder order,
            SignedTerms terms,
            byte[] headerSealed,
            long fromBlock,
            Instant now) {
        var outgoing = new Outgoing();
        outgoing.id = id;
        outgoing.tenant = tenant;
        outgoing.terms = terms;
        outgoing.url = order.url().toString();
        outgoing.description = order.description();
        outgoing.headerSealed = headerSealed;
        outgoing.fromBlock = fromBlock;
        outgoing.state = OutgoingState.SIGNED;
        outgoing.inclusion = new Inclusion();
        outgoing.createdAt = now;
        outgoing.changedAt = now;
        return outgoing;
    }

    void sent(Instant now) {
        if (state == OutgoingState.SIGNED) {
            move(OutgoingState.PRESENTED, now);
        }
    }

    void unanswered(String why, boolean isRefusal, Instant now) {
        if (state == OutgoingState.PRESENTED || state == OutgoingState.TAKEN) {
            reason = why;
            refused = isRefusal;
            changedAt = now;
        }
    }

    void paid(Optional<Word> claimed, String body, Instant now) {
        claimedTx = claimed.orElse(null);
        answer = body;
        reason = null;
        refused = false;
        move(OutgoingState.PAID, now);
    }

    /** The payee has the money: this transfer is in a block, and certain once the block is deep enough. */
    void taken(Log transfer, boolean isDeep, Instant now) {
        if (!OutgoingState.OPEN.contains(state)) {
            return;
        }
        inclusion.mined(transfer);
        if (isDeep) {
            inclusion.confirmed(now);
        }
        if (!isAnswered()) {
            move(OutgoingState.TAKEN, now);
        }
    }

    /** Not carried out, or its block fell out of the chain. */
    void inNoBlock(Instant now) {
        if (OutgoingState.OPEN.contains(state)) {
            inclusion.forget();
        }
        if (state == OutgoingState.TAKEN) {
            move(OutgoingState.PRESENTED, now);
        }
    }

    /** It can never be used. */
    void unused(Instant now) {
        if (OutgoingState.OPEN.contains(state)) {
            inclusion.forget();
            move(isAnswered() ? OutgoingState.GIVEN : OutgoingState.EXPIRED, now);
        }
    }

    /** PAYMENT_REFUSED when the seller said no, and can no longer think better of it. */
    void requireNotRefused() {
        if (state == OutgoingState.EXPIRED && refused) {
            throw PaymentProblem.PAYMENT_REFUSED.because("The seller did not take the payment: %s", reason());
        }
    }

    private void move(OutgoingState to, Instant now) {
        state = to;
        changedAt = now;
    }

    static String purpose(UUID id) {
        return "payment_outgoing.header:" + id;
    }

    UUID id() {
        return id;
    }

    TenantId tenant() {
        return tenant;
    }

    OutgoingState state() {
        return state;
    }

    String url() {
        return url;
    }

    Version x402() {
        return terms.x402();
    }

    byte[] headerSealed() {
        return headerSealed;
    }

    long fromBlock() {
        return fromBlock;
    }

    BigInteger amount() {
        return authorization().value();
    }

    Authorization authorization() {
        return terms.authorization();
    }

    boolean mayHaveExpired(Instant now) {
        return authorization().validBefore().compareTo(BigInteger.valueOf(now.getEpochSecond())) <= 0;
    }

    Instant expiry() {
        return Instant.ofEpochSecond(authorization().validBefore().longValueExact());
    }

    boolean isAnswered() {
        return answer != null;
    }

    /** Whether the block that settled it is in the chain; of a chain that was thrown away nobody asks. */
    boolean isStillIn(Node node) {
        return inclusion.blockHash().stream().allMatch(hash -> node.has(inclusion.blockNumber(), hash));
    }

    boolean isSettled() {
        return inclusion.settledAt().isPresent();
    }

    Paid paid() {
        return new Paid(
                terms.network(),
                transaction(),
                isSettled(),
                authorization().from().checksummed(),
                amount(),
                answer == null ? Json.object() : Json.readObject(answer.getBytes(StandardCharsets.UTF_8)));
    }

    public Payment payment() {
        return new Payment(
                id,
                terms.accept().orElseThrow(),
                terms.network(),
                transaction(),
                authorization().from().checksummed(),
                amount(),
                changedAt,
                visibleState(),
                reason());
    }

    private String reason() {
        return reason == null ? "" : reason;
    }

    private String transaction() {
        return inclusion
                .transaction()
                .or(() -> Optional.ofNullable(claimedTx).filter(claimed -> state == OutgoingState.PAID))
                .map(Word::value)
                .orElse("");
    }

    private String visibleState() {
        return switch (state) {
            case SIGNED, PRESENTED, TAKEN -> state.name();
            case PAID -> isSettled() ? "PAID" : "SELLER_SAYS_SO";
            case GIVEN, EXPIRED -> "NOT_TAKEN";
        };
    }
}
