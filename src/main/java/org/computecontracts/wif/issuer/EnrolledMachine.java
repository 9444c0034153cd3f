package org.computecontracts.wif.issuer;

import static org.computecontracts.wif.WifProblem.ENROLMENT_CLOSED;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** One machine that may have tokens of a provider's issuer: ordered, proven, withdrawn. */
@Entity
@Table(name = "enrolled_machine")
class EnrolledMachine {
    @Id
    private UUID id;

    private TenantId tenant;

    @Column(name = "order_key")
    private String orderKey;

    private Did requester;
    private String role;
    private String subject;

    @Column(name = "nonce_hash")
    private byte @Nullable [] nonceHash;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "proven_at")
    private @Nullable Instant provenAt;

    @Column(name = "proof_hash")
    private byte @Nullable [] proofHash;

    @Column(name = "withdrawn_at")
    private @Nullable Instant withdrawnAt;

    @SuppressWarnings("NullAway.Init")
    protected EnrolledMachine() {}

    static EnrolledMachine ordered(TenantId tenant, NewEnrolment order, String subject, Instant now, Instant expires) {
        var machine = new EnrolledMachine();
        machine.id = UUID.randomUUID();
        machine.tenant = tenant;
        machine.orderKey = order.key();
        machine.requester = order.requester();
        machine.role = order.role();
        machine.subject = subject;
        machine.createdAt = now;
        machine.expiresAt = expires;
        return machine;
    }

    /** The same order once more: the last provisioning token is good no longer. */
    void awaits(NewEnrolment order, byte[] newNonceHash, Instant now) {
        if (!isOpen(now)) {
            throw ENROLMENT_CLOSED.because("The enrolment for %s is withdrawn or over", orderKey);
        }
        if (!requester.equals(order.requester()) || !role.equals(order.role())) {
            throw ENROLMENT_CLOSED.because("%s is enrolled for another requester or role", orderKey);
        }
        nonceHash = newNonceHash;
        proofHash = null;
    }

    /** Whatever becomes of the proof, its nonce is used. */
    void spendNonce() {
        nonceHash = null;
    }

    void proven(byte[] proof, Instant now) {
        proofHash = proof;
        provenAt = now;
    }

    void withdraw(Instant now) {
        nonceHash = null;
        proofHash = null;
        withdrawnAt = withdrawnAt == null ? now : withdrawnAt;
    }

    boolean isOpen(Instant now) {
        return withdrawnAt == null && expiresAt.isAfter(now);
    }

    UUID id() {
        return id;
    }

    TenantId tenant() {
        return tenant;
    }

    String orderKey() {
        return orderKey;
    }

    Did requester() {
        return requester;
    }

    String role() {
        return role;
    }

    String subject() {
        return subject;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
