package org.computecontracts.pds.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.firehose.EventStore;
import org.computecontracts.pds.firehose.Frame;
import org.computecontracts.pds.repo.HeadStore;
import org.computecontracts.pds.repo.RepoStore;

/** Keeps which accounts rest, and takes away those that end. Others are told in the same transaction. */
@ApplicationScoped
@Transactional
class AccountLifeStore {
    private static final List<String> TABLES = List.of(
            "pds_event",
            "pds_blob_ref",
            "pds_blob",
            "pds_record",
            "pds_block",
            "pds_repo",
            "pds_session",
            "pds_account");

    @PersistenceContext
    EntityManager em;

    @Inject
    RepoStore repositories;

    @Inject
    HeadStore heads;

    @Inject
    EventStore events;

    @Inject
    Event<AtprotoEvent> news;

    /** Once it is awake again, others are told its name and where its repository stands: they may have missed much. */
    void wake(Profile profile, Instant now) {
        active(profile.did(), true);
        events.append(profile.did(), Frame.account(profile.did(), true, ""), now);
        events.append(profile.did(), Frame.identity(profile), now);
        events.append(profile.did(), Frame.sync(repositories.commit(profile.did())), now);
    }

    void rest(Did did, Instant now) {
        active(did, false);
        events.append(did, Frame.account(did, false, "deactivated"), now);
    }

    /** All that is kept of it, and all that was told of it; that it is gone is the last that is told. */
    void delete(Did did, Instant now) {
        heads.hold(did);
        hold(did);
        for (var table : TABLES) {
            Sql.of(em, "delete from " + table + " where did = :did")
                    .with("did", did)
                    .run();
        }
        events.append(did, Frame.account(did, false, "deleted"), now);
        news.fire(new AtprotoEvent.AccountDeleted(did));
    }

    /** A session or blob that is on its way is there before all is taken away, or not at all. */
    private void hold(Did did) {
        Sql.of(em, "select 1 from pds_account where did = :did for update")
                .with("did", did)
                .run();
    }

    /** A writer who is at it tells of his commit first. */
    private void active(Did did, boolean active) {
        heads.hold(did);
        Sql.of(em, "update pds_account set active = :active where did = :did")
                .with("did", did)
                .with("active", active)
                .run();
    }
}
