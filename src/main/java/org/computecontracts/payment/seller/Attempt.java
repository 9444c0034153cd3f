package org.computecontracts.payment.seller;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.Fees;
import org.computecontracts.payment.evm.SignedTransaction;
import org.computecontracts.payment.evm.Word;

/** One signed transaction for a charge, stored before any node sees it. */
@Entity
@Table(name = "payment_attempt")
class Attempt {
    @Id
    private UUID id;

    private UUID charge;
    private TenantId tenant;
    private String network;
    private Address signer;

    private BigInteger txNonce;

    private Word txHash;

    private String rawTx;

    private BigInteger tip;

    private BigInteger maxFee;

    @Enumerated(EnumType.STRING)
    private AttemptState state;

    private Instant createdAt;

    @jakarta.persistence.Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected Attempt() {}

    static Attempt of(Charge charge, Address signer, SignedTransaction transaction, Instant now) {
        var attempt = new Attempt();
        attempt.id = UUID.randomUUID();
        attempt.charge = charge.id();
        attempt.tenant = charge.tenant();
        attempt.network = charge.network();
        attempt.signer = signer;
        attempt.txNonce = transaction.nonce();
        attempt.txHash = transaction.hash();
        attempt.rawTx = transaction.raw();
        attempt.tip = transaction.fees().tip();
        attempt.maxFee = transaction.fees().most();
        attempt.state = AttemptState.SIGNED;
        attempt.createdAt = now;
        return attempt;
    }

    void became(AttemptState other) {
        state = other;
    }

    UUID id() {
        return id;
    }

    UUID charge() {
        return charge;
    }

    TenantId tenant() {
        return tenant;
    }

    BigInteger nonce() {
        return txNonce;
    }

    Word hash() {
        return txHash;
    }

    String raw() {
        return rawTx;
    }

    Fees fees() {
        return new Fees(tip, maxFee);
    }

    AttemptState state() {
        return state;
    }

    Instant createdAt() {
        return createdAt;
    }
}
