package org.computecontracts.payment.wallet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.payment.Limits;
import org.computecontracts.payment.evm.Address;

/** Keeps the tenants' sealed keys and limits. */
@ApplicationScoped
@Transactional
public class WalletStore {
    @PersistenceContext
    EntityManager em;

    /** A key as stored. */
    record Sealed(Address address, byte[] key) {}

    Optional<Sealed> active(TenantId tenant) {
        return Sql.of(em, "select address, key_sealed from payment_wallet where tenant = :tenant and active")
                .with("tenant", tenant)
                .first(row -> new Sealed(row.as("address", Address::new), row.bytes("key_sealed")));
    }

    /** The tenant's first key, unless another request was faster. */
    void addFirst(TenantId tenant, Sealed key) {
        insert(tenant, key);
    }

    /** Makes this key the active one; the others stay. */
    void activate(TenantId tenant, Sealed key) {
        Sql.of(em, "update payment_wallet set active = false where tenant = :tenant and active")
                .with("tenant", tenant)
                .run();
        insert(tenant, key);
        Sql.of(em, "update payment_wallet set active = true where tenant = :tenant and address = :address")
                .with("tenant", tenant)
                .with("address", key.address())
                .run();
    }

    private void insert(TenantId tenant, Sealed key) {
        Sql.of(em, """
                        insert into payment_wallet (tenant, address, key_sealed, active, created_at)
                        values (:tenant, :address, :key, true, now()) on conflict do nothing
                        """)
                .with("tenant", tenant)
                .with("address", key.address())
                .with("key", key.key())
                .run();
    }

    public Optional<Limits> limits(TenantId tenant) {
        return Sql.of(em, "select per_payment, per_day from payment_limit where tenant = :tenant")
                .with("tenant", tenant)
                .first(row -> new Limits(
                        row.decimal("per_payment").stripTrailingZeros(),
                        row.decimal("per_day").stripTrailingZeros()));
    }

    public void change(TenantId tenant, Limits limits) {
        Sql.of(em, """
                        insert into payment_limit (tenant, per_payment, per_day) values (:tenant, :perPayment, :perDay)
                        on conflict (tenant) do update
                            set per_payment = excluded.per_payment, per_day = excluded.per_day
                        """)
                .with("tenant", tenant)
                .with("perPayment", limits.perPayment())
                .with("perDay", limits.perDay())
                .run();
    }
}
