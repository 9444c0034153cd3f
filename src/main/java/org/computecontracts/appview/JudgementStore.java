package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.attestation.AttestationCheck;
import org.computecontracts.kernel.data.Sql;

/** What was found of the keys that the records of the view are signed with. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class JudgementStore {
    @PersistenceContext
    EntityManager em;

    /** Records of which nobody has asked yet whose the keys are that they are signed with. */
    List<String> unasked(Did author, int most) {
        return Sql.of(
                        em,
                        "select uri from market_statement where author = :author and not asked order by uri limit :most")
                .with("author", author)
                .with("most", most)
                .list(row -> row.text("uri"));
    }

    /** What was found of the keys of this very version. */
    void judge(StrongRef ref, AttestationCheck check) {
        Sql.of(em, """
                        update market_statement set attested = :attested, judged = :reason
                         where uri = :uri and cid = :cid and attested in ('VALID', 'BOUND')
                        """)
                .with("attested", check.bound() ? Attested.BOUND : Attested.VALID)
                .with("reason", check.reason())
                .with("uri", ref.uri())
                .with("cid", ref.cid())
                .run();
    }

    void asked(String uri) {
        Sql.of(em, "update market_statement set asked = true where uri = :uri")
                .with("uri", uri)
                .run();
    }

    /** Another key of this account may make its records, and those that it signed for others, worth more or less. */
    void askAgain(Did did) {
        Sql.of(em, """
                        update market_statement set asked = false
                         where (author = :did or issuer = :did) and attested in ('VALID', 'BOUND')
                        """).with("did", did).run();
        Sql.of(em, """
                        update market_author set due_at = least(due_at, now()) where did in
                            (select did from market_author where did in
                                (select author from market_statement where issuer = :did and author <> :did and not asked)
                              order by did for update)
                        """).with("did", did).run();
    }
}
