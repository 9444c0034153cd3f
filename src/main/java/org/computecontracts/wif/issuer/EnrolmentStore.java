package org.computecontracts.wif.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;

/** Keeps the machines enrolled at each issuer. */
@ApplicationScoped
@Transactional
public class EnrolmentStore {
    @PersistenceContext
    EntityManager em;

    /** Adds the machine if its order is a first one, then changes the one there is. */
    EnrolledMachine open(EnrolledMachine machine, Consumer<EnrolledMachine> step) {
        Sql.of(em, """
                        insert into enrolled_machine
                            (id, tenant, order_key, requester, role, subject, created_at, expires_at)
                        values (:id, :tenant, :orderKey, :requester, :role, :subject, :createdAt, :expiresAt)
                        on conflict (tenant, order_key) do nothing
                        """)
                .with("id", machine.id())
                .with("tenant", machine.tenant())
                .with("orderKey", machine.orderKey())
                .with("requester", machine.requester())
                .with("role", machine.role())
                .with("subject", machine.subject())
                .with("createdAt", machine.createdAt())
                .with("expiresAt", machine.expiresAt())
                .run();
        return byOrder(machine.tenant(), machine.orderKey(), step).orElseThrow();
    }

    /** Withdraws the machine of an order, if there is one. */
    void withdraw(TenantId tenant, String orderKey, Instant now) {
        byOrder(tenant, orderKey, machine -> machine.withdraw(now));
    }

    boolean isProven(TenantId tenant, String orderKey) {
        return only(query("m.provenAt is not null and m.orderKey = :value", tenant, orderKey))
                .isPresent();
    }

    Optional<EnrolledMachine> find(TenantId tenant, UUID id) {
        return only(query("m.id = :value", tenant, id));
    }

    Optional<EnrolledMachine> awaiting(TenantId tenant, byte[] nonceHash) {
        return only(query("m.nonceHash = :value", tenant, nonceHash));
    }

    /** The machine that was waiting for this nonce; of several who ask at once, one gets it. */
    Optional<EnrolledMachine> spend(TenantId tenant, byte[] nonceHash) {
        var machine =
                only(query("m.nonceHash = :value", tenant, nonceHash).setLockMode(LockModeType.PESSIMISTIC_WRITE));
        machine.ifPresent(EnrolledMachine::spendNonce);
        return machine;
    }

    void proven(TenantId tenant, UUID id, byte[] proofHash, Instant now) {
        only(query("m.id = :value", tenant, id)).ifPresent(machine -> machine.proven(proofHash, now));
    }

    /** The machine that this very proof was answered for, unless that was before then. */
    Optional<EnrolledMachine> provenBy(TenantId tenant, byte[] proofHash, Instant since) {
        return only(query("m.provenAt >= :since and m.proofHash = :value", tenant, proofHash)
                .setParameter("since", since));
    }

    private Optional<EnrolledMachine> byOrder(TenantId tenant, String orderKey, Consumer<EnrolledMachine> step) {
        var machine = only(query("m.orderKey = :value", tenant, orderKey).setLockMode(LockModeType.PESSIMISTIC_WRITE));
        machine.ifPresent(step);
        return machine;
    }

    private TypedQuery<EnrolledMachine> query(String condition, TenantId tenant, Object value) {
        return em.createQuery(
                        "select m from EnrolledMachine m where m.tenant = :tenant and " + condition,
                        EnrolledMachine.class)
                .setParameter("tenant", tenant)
                .setParameter("value", value);
    }

    private static Optional<EnrolledMachine> only(TypedQuery<EnrolledMachine> query) {
        return query.getResultStream().findFirst();
    }
}
