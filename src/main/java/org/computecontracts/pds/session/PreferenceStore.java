package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.function.UnaryOperator;
import org.computecontracts.atproto.Did;

/** Keeps the preferences of accounts as text. */
@ApplicationScoped
@Transactional
class PreferenceStore {
    @PersistenceContext
    EntityManager em;

    /** Empty when there are none. */
    String get(Did did) {
        return get(did, "");
    }

    private String get(Did did, String lock) {
        List<?> rows = em.createNativeQuery("select json from pds_preferences where did = ?1" + lock)
                .setParameter(1, did.value())
                .getResultList();
        return rows.stream().map(String.class::cast).findFirst().orElse("");
    }

    /** One at a time. */
    void change(Did did, UnaryOperator<String> step) {
        em.createNativeQuery("insert into pds_preferences (did, json) values (?1, '') on conflict (did) do nothing")
                .setParameter(1, did.value())
                .executeUpdate();
        var changed = step.apply(get(did, " for update"));
        em.createNativeQuery("update pds_preferences set json = ?2 where did = ?1")
                .setParameter(1, did.value())
                .setParameter(2, changed)
                .executeUpdate();
    }
}
