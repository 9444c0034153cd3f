package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.function.UnaryOperator;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Sql;

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
        return Sql.of(em, "select json from pds_preferences where did = :did" + lock)
                .with("did", did)
                .first(row -> row.text("json"))
                .orElse("");
    }

    /** One at a time. */
    void change(Did did, UnaryOperator<String> step) {
        Sql.of(em, "insert into pds_preferences (did, json) values (:did, '') on conflict (did) do nothing")
                .with("did", did)
                .run();
        var changed = step.apply(get(did, " for update"));
        Sql.of(em, "update pds_preferences set json = :changed where did = :did")
                .with("did", did)
                .with("changed", changed)
                .run();
    }
}
