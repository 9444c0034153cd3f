package org.computecontracts.payment;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.wire.Version;
import org.jspecify.annotations.Nullable;

/**
 * One order's one signed authorization, and the header that carries it. It is sent again and again, never signed again,
 * until it is paid or certainly unused.
 */
@Entity
@Table(name = "payment_outgoing")
class Outgoing {
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

    private @Nullable String reason;

    private @Nullable String settlementTx;

    private @Nullable String answer;

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
        outgoing.createdAt = now;
        outgoing.changedAt = now;
        return outgoing;
    }

    void sent(Instant now) {
        if (state == OutgoingState.SIGNED) {
            move(OutgoingState.UNKNOWN, now);
        }
    }

    void refused(String why, Instant now) {
        if (state == OutgoingState.UNKNOWN) {
            reason = why;
            changedAt = now;
        }
    }

    void paid(String transaction, String body, Instant now) {
        settlementTx = transaction;
        answer = body;
        reason = null;
        move(OutgoingState.PAID, now);
    }

    void expired(Instant now) {
        if (state != OutgoingState.PAID) {
            move(OutgoingState.EXPIRED, now);
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

    Paid paid() {
        if (answer == null || settlementTx == null) {
            throw new IllegalStateException("Payment " + id + " is " + state);
        }
        return new Paid(
                terms.network(),
                settlementTx,
                authorization().from().checksummed(),
                amount(),
                Json.readObject(answer.getBytes(StandardCharsets.UTF_8)));
    }

    Payment payment() {
        return new Payment(
                id,
                terms.accept().orElseThrow(),
                terms.network(),
                settlementTx == null ? "" : settlementTx,
                authorization().from().checksummed(),
                amount(),
                changedAt,
                state.name());
    }
}
