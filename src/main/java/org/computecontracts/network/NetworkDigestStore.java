package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.kernel.data.Sql;

/** The view of the network as a whole: its hashes, and its end. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class NetworkDigestStore {
    @PersistenceContext
    EntityManager em;

    /** By account, a hash over which records there are in which versions. */
    public Map<Did, String> hashes() {
        return Sql.of(em, """
                        select did, encode(sha256(string_agg(sha256(convert_to(uri || ' ' || cid, 'UTF8')),
                                   cast('' as bytea) order by uri)), 'hex') as hash
                          from network_record where deleted_at is null group by did
                        """).list(row -> Map.entry(row.as("did", Did::new), row.text("hash"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How far the repositories of active accounts have been read, those in doubt not among them. */
    public Map<Did, Tid> read() {
        return Sql.of(em, """
                        select did, rev from network_repo where status = 'ACTIVE' and rev is not null and desync is null
                        """).list(row -> Map.entry(row.as("did", Did::new), row.as("rev", Tid::new))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Active accounts in the order of their names. */
    public List<Did> repos(String after, int most) {
        return Sql.of(
                        em,
                        "select did from network_repo where did > :after and status = 'ACTIVE' order by did limit :most")
                .with("after", after)
                .with("most", most)
                .list(row -> row.as("did", Did::new));
    }

    /**
     * Drops what is there now and has every repository read anew. What is gone from the network already is kept: nobody could
     * tell of it again. So is what those wrote whose repositories will not be read: accounts left aside, or not active.
     */
    public void forget(String reason, List<Did> aside, Instant now) {
        Sql.of(em, """
                        delete from network_record where deleted_at is null and did <> all(:aside)
                           and did in (select did from network_repo where status = 'ACTIVE')
                        """).with("aside", aside).run();
        Sql.of(em, """
                        update network_repo set desync = :reason, desync_at = :now, due_at = :now, attempts = 0
                         where status = 'ACTIVE' and did <> all(:aside)
                        """)
                .with("reason", reason)
                .with("now", now)
                .with("aside", aside)
                .run();
    }

    public int count(String what) {
        return (int) Sql.of(em, "select count(*) from " + what).number();
    }

    public boolean isSynchronised(List<Did> aside) {
        return !Sql.of(em, """
                        select from network_repo r where desync is not null and did <> all(:aside)
                           and (rev is not null or exists (select from network_record n where n.did = r.did)) limit 1
                        """).with("aside", aside).exists();
    }
}
