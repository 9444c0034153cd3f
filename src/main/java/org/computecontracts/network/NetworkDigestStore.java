package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;

/** The view of the network as a whole: its hashes, and its end. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class NetworkDigestStore {
    /** Accounts left aside, as text with spaces between: a DID has none. */
    private static final String ASIDE = "any(string_to_array(cast(?1 as text), ' '))";

    @PersistenceContext
    EntityManager em;

    /** By account, a hash over which records there are in which versions. */
    public Map<Did, String> hashes() {
        return byAccount(em.createNativeQuery("select did, encode(sha256(string_agg(sha256(convert_to("
                        + "uri || ' ' || cid, 'UTF8')), cast('' as bytea) order by uri)), 'hex')"
                        + " from network_record where deleted_at is null group by did"))
                .collect(Collectors.toMap(row -> new Did((String) row[0]), row -> (String) row[1]));
    }

    /** How far the repositories of active accounts have been read, those in doubt not among them. */
    public Map<Did, Tid> read() {
        return byAccount(em.createNativeQuery("select did, rev from network_repo where status = 'ACTIVE'"
                        + " and rev is not null and desync is null"))
                .collect(Collectors.toMap(row -> new Did((String) row[0]), row -> new Tid((String) row[1])));
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private static Stream<Object[]> byAccount(Query query) {
        return ((List<Object[]>) query.getResultList()).stream();
    }

    /** Active accounts in the order of their names. */
    @SuppressWarnings("unchecked") // native queries are untyped
    public List<String> repos(String after, int most) {
        return em.createNativeQuery("select did from network_repo where did > ?1 and status = 'ACTIVE' order by did")
                .setParameter(1, after)
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * Drops what is there now and has every repository read anew. What is gone from the network already is kept: nobody could
     * tell of it again. So is what those wrote whose repositories will not be read: accounts left aside, or not active.
     */
    public void forget(String reason, List<Did> aside, Instant now) {
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

    public int count(String what) {
        return ((Number) em.createNativeQuery("select count(*) from " + what).getSingleResult()).intValue();
    }

    public boolean isSynchronised(List<Did> aside) {
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

    public static List<Did> dids(List<String> names) {
        return names.stream().map(Did::new).toList();
    }
}
