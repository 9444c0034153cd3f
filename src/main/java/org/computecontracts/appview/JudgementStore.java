package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.attestation.AttestationCheck;

/** What was found of the keys that the records of the view are signed with. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class JudgementStore {
    @PersistenceContext
    EntityManager em;

    /** Records of which nobody has asked yet whose the keys are that they are signed with. */
    List<String> unasked(Did author, int most) {
        return texts(
                em.createNativeQuery("select uri from market_statement where author = ?1 and not asked order by uri")
                        .setParameter(1, author.value())
                        .setMaxResults(most)
                        .getResultList());
    }

    /** What was found of the keys of this very version. */
    void judge(StrongRef ref, AttestationCheck check) {
        em.createNativeQuery("update market_statement set attested = ?3, judged = ?4 where uri = ?1 and cid = ?2"
                        + " and attested in ('VALID', 'BOUND')")
                .setParameter(1, ref.uri().value())
                .setParameter(2, ref.cid().value())
                .setParameter(3, check.bound() ? "BOUND" : "VALID")
                .setParameter(4, check.reason())
                .executeUpdate();
    }

    void asked(String uri) {
        em.createNativeQuery("update market_statement set asked = true where uri = ?1")
                .setParameter(1, uri)
                .executeUpdate();
    }

    /** Another key of this account may make its records, and those that it signed for others, worth more or less. */
    void askAgain(Did did) {
        em.createNativeQuery("update market_statement set asked = false where (author = ?1 or issuer = ?1)"
                        + " and attested in ('VALID', 'BOUND')")
                .setParameter(1, did.value())
                .executeUpdate();
        em.createNativeQuery("update market_author set due_at = least(due_at, now()) where did in"
                        + " (select did from market_author where did in (select author from market_statement"
                        + " where issuer = ?1 and author <> ?1 and not asked) order by did for update)")
                .setParameter(1, did.value())
                .executeUpdate();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private static List<String> texts(List<?> rows) {
        return (List<String>) rows;
    }
}
