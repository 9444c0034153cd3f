package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.computecontracts.atproto.Did;

/** The view of the network as a whole: its digest, and its end. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class NetworkDigestStore {
    /** Accounts left aside, as text with spaces between: a DID has none. */
    private static final String ASIDE = "any(string_to_array(cast(?1 as text), ' '))";

    @PersistenceContext
    EntityManager em;

    /** A hash over which records there are in which versions, of accounts that are active and not left aside. */
    String digest(List<Did> aside) {
        return (String) em.createNativeQuery("select encode(sha256(coalesce(string_agg(sha256(convert_to("
                        + "r.uri || ' ' || r.cid, 'UTF8')), cast('' as bytea) order by r.uri), cast('' as bytea))), 'hex')"
                        + " from network_record r left join network_repo p on p.did = r.did"
                        + " where r.deleted_at is null and coalesce(p.status, 'ACTIVE') = 'ACTIVE' and not r.did = "
                        + ASIDE)
                .setParameter(1, names(aside))
                .getSingleResult();
    }

    /** Active accounts in the order of their names. */
    @SuppressWarnings("unchecked") // native queries are untyped
    List<String> repos(String after, int most) {
        return em.createNativeQuery("select did from network_repo where did > ?1 and status = 'ACTIVE' order by did")
                .setParameter(1, after)
                .setMaxResults(most)
                .getResultList();
    }

    /** Where the active accounts live. */
    @SuppressWarnings("unchecked") // native queries are untyped
    List<String> hosts() {
        return em.createNativeQuery(
                        "select distinct host from network_repo where status = 'ACTIVE' and host is not null")
                .getResultList();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    List<Did> accountsOf(String host) {
        return dids(em.createNativeQuery("select did from network_repo where status = 'ACTIVE' and host = ?1")
                .setParameter(1, host)
                .getResultList());
    }

    /**
     * Drops what is there now and has every repository read anew. What is gone from the network already is kept: nobody could
     * tell of it again. So is what those wrote whose repositories will not be read: accounts left aside, or not active.
     */
    void forget(String reason, List<Did> aside, Instant now) {
        em.createNativeQuery("delete from network_record where deleted_at is null and not did = " + ASIDE
                        + " and did in (select did from network_repo where status = 'ACTIVE')")
                .setParameter(1, names(aside))
                .executeUpdate();
        em.createNativeQuery("update network_repo set desync = ?2, desync_at = ?3, due_at = ?3, attempts = 0"
                        + " where status = 'ACTIVE' and not did = " + ASIDE)
                .setParameter(1, names(aside))
                .setParameter(2, reason)
                .setParameter(3, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    int count(String what) {
        return ((Number) em.createNativeQuery("select count(*) from " + what).getSingleResult()).intValue();
    }

    boolean isSynchronised(List<Did> aside) {
        return em.createNativeQuery("select 1 from network_repo r where desync is not null and not did = " + ASIDE
                        + " and (rev is not null or exists (select 1 from network_record n where n.did = r.did))")
                .setParameter(1, names(aside))
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    private static String names(List<Did> accounts) {
        return accounts.stream().map(Did::value).collect(Collectors.joining(" "));
    }

    static List<Did> dids(List<String> names) {
        return names.stream().map(Did::new).toList();
    }
}
