package org.computecontracts.payment.wallet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.Optional;
import org.computecontracts.kernel.TenantId;
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
        var rows = em.createNativeQuery("select address, key_sealed from payment_wallet where tenant = ? and active")
                .setParameter(1, tenant.value())
                .getResultList();
        for (var row : rows) {
            var columns = (Object[]) row;
            return Optional.of(new Sealed(new Address((String) columns[0]), (byte[]) columns[1]));
        }
        return Optional.empty();
    }

    /** The tenant's first key, unless another request was faster. */
    void addFirst(TenantId tenant, Sealed key) {
        insert(tenant, key);
    }

    /** Makes this key the active one; the others stay. */
    void activate(TenantId tenant, Sealed key) {
        em.createNativeQuery("update payment_wallet set active = false where tenant = ? and active")
                .setParameter(1, tenant.value())
                .executeUpdate();
        insert(tenant, key);
        em.createNativeQuery("update payment_wallet set active = true where tenant = ? and address = ?")
                .setParameter(1, tenant.value())
                .setParameter(2, key.address().value())
                .executeUpdate();
    }

    private void insert(TenantId tenant, Sealed key) {
        em.createNativeQuery("""
                        insert into payment_wallet (tenant, address, key_sealed, active, created_at)
                        values (?, ?, ?, true, now()) on conflict do nothing
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, key.address().value())
                .setParameter(3, key.key())
                .executeUpdate();
    }

    public Optional<Limits> limits(TenantId tenant) {
        var rows = em.createNativeQuery("select per_payment, per_day from payment_limit where tenant = ?")
                .setParameter(1, tenant.value())
                .getResultList();
        for (var row : rows) {
            var columns = (Object[]) row;
            return Optional.of(new Limits(
                    ((BigDecimal) columns[0]).stripTrailingZeros(), ((BigDecimal) columns[1]).stripTrailingZeros()));
        }
        return Optional.empty();
    }

    public void change(TenantId tenant, Limits limits) {
        em.createNativeQuery("""
                        insert into payment_limit (tenant, per_payment, per_day) values (?, ?, ?)
                        on conflict (tenant) do update
                            set per_payment = excluded.per_payment, per_day = excluded.per_day
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, limits.perPayment())
                .setParameter(3, limits.perDay())
                .executeUpdate();
    }
}
