package org.computecontracts.payment;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.Word;
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

    private AtUri acceptUri;

    private Cid acceptCid;

    private String url;
    private String description;

    private int x402Version;

    private String network;
    private Address asset;

    private Address payTo;

    private BigInteger amount;
    private Address payer;

    private Word authNonce;

    private BigInteger validAfter;

    private BigInteger validBefore;

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
            Version version,
            Authorization a,
            byte[] headerSealed,
            long fromBlock,
            Instant now) {
        var outgoing = new Outgoing();
        outgoing.id = id;
        outgoing.tenant = tenant;
        outgoing.acceptUri = order.accept().uri();
        outgoing.acceptCid = order.accept().cid();
        outgoing.url = order.url().toString();
        outgoing.description = order.description();
        outgoing.x402Version = version.number();
        outgoing.network = order.expected().network();
        outgoing.asset = new Address(order.expected().asset());
        outgoing.payTo = a.to();
        outgoing.amount = a.value();
        outgoing.payer = a.from();
        outgoing.authNonce = a.nonce();
        outgoing.validAfter = a.validAfter();
        outgoing.validBefore = a.validBefore();
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
        return Version.of(x402Version);
    }

    byte[] headerSealed() {
        return headerSealed;
    }

    long fromBlock() {
        return fromBlock;
    }

    BigInteger amount() {
        return amount;
    }

    Authorization authorization() {
        return new Authorization(payer, payTo, amount, validAfter, validBefore, authNonce);
    }

    boolean mayHaveExpired(Instant now) {
        return validBefore.compareTo(BigInteger.valueOf(now.getEpochSecond())) <= 0;
    }

    Paid paid() {
        if (answer == null || settlementTx == null) {
            throw new IllegalStateException("Payment " + id + " is " + state);
        }
        return new Paid(
                network,
                settlementTx,
                payer.checksummed(),
                amount,
                Json.readObject(answer.getBytes(StandardCharsets.UTF_8)));
    }

    Payment payment() {
        return new Payment(
                id,
                new StrongRef(acceptUri, acceptCid),
                network,
                settlementTx == null ? "" : settlementTx,
                payer.checksummed(),
                amount,
                changedAt,
                state.name());
    }
}
