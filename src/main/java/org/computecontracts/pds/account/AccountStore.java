package org.computecontracts.pds.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.firehose.EventStore;
import org.computecontracts.pds.firehose.Frame;
import org.computecontracts.pds.key.Account;
import org.computecontracts.pds.repo.RepoStore;

/** Keeps the accounts. What others should know of a change is told on the firehose in the same transaction. */
@ApplicationScoped
@Transactional
public class AccountStore {
    private static final String ACCOUNTS =
            "select did, handle, active, password_hash, signing_key, rotation_key from pds_account where ";

    @PersistenceContext
    EntityManager em;

    @Inject
    RepoStore repositories;

    @Inject
    EventStore events;

    @Inject
    Event<AtprotoEvent> news;

    /** The account and its empty repository, told on the firehose when it is active: all or nothing. */
    public void open(Account account, SigningKey key, Instant now) {
        if (!insert(account, now)) {
            throw PdsProblem.HANDLE_NOT_AVAILABLE.because(
                    "Handle already taken, or account already here: %s",
                    account.profile().handle());
        }
        repositories.create(account.profile(), key, now);
    }

    private boolean insert(Account account, Instant now) {
        return em.createNativeQuery("""
                                insert into pds_account
                                    (did, handle, active, password_hash, signing_key, rotation_key, created_at)
                                values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing
                                """)
                        .setParameter(1, account.profile().did().value())
                        .setParameter(2, account.profile().handle().value())
                        .setParameter(3, account.profile().active())
                        .setParameter(4, account.passwordHash())
                        .setParameter(5, account.signingKey())
                        .setParameter(6, account.rotationKey())
                        .setParameter(7, Timestamp.from(now))
                        .executeUpdate()
                == 1;
    }

    public Optional<Account> find(Did did) {
        return find("did = ?1", did.value());
    }

    public Optional<Account> find(Handle handle) {
        return find("handle = ?1", handle.value());
    }

    private Optional<Account> find(String condition, String name) {
        List<?> rows =
                em.createNativeQuery(ACCOUNTS + condition).setParameter(1, name).getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(AccountStore::account)
                .findFirst();
    }

    private static Account account(Object[] row) {
        var profile = new Profile(new Did((String) row[0]), new Handle((String) row[1]), (Boolean) row[2]);
        return new Account(profile, (String) row[3], (byte[]) row[4], (byte[]) row[5]);
    }

    /** False when another account has this handle. */
    boolean rename(Profile profile, Instant now) {
        var free = find(profile.handle())
                .map(found -> found.profile().did().equals(profile.did()))
                .orElse(true);
        if (free) {
            update("handle = ?2", profile.did(), profile.handle().value());
            tellIdentity(profile, now);
        }
        return free;
    }

    void tellIdentity(Profile profile, Instant now) {
        events.append(profile.did(), Frame.identity(profile), now);
    }

    /** Ends all that was got by the former one, passwords of apps too: whoever changes a password may have lost it. */
    public void changePassword(Did did, String hash) {
        update("password_hash = ?2", did, hash);
        for (var table : List.of("pds_session", "pds_app_password")) {
            em.createNativeQuery("delete from " + table + " where did = ?1")
                    .setParameter(1, did.value())
                    .executeUpdate();
        }
        news.fire(new AtprotoEvent.PasswordChanged(did));
    }

    /** The key that is to sign next: the one already on its way where there is one. */
    byte[] nextSigningKey(Did did, byte[] candidate) {
        update("next_signing_key = coalesce(next_signing_key, ?2)", did, candidate);
        return (byte[]) em.createNativeQuery("select next_signing_key from pds_account where did = ?1")
                .setParameter(1, did.value())
                .getSingleResult();
    }

    /** From now on the next key signs, beginning with a commit that changes nothing else. */
    void adopt(Profile profile, byte[] sealed, SigningKey key, Instant now) {
        // The head before the account, as with all that take both
        repositories.sign(profile, key, now);
        update("signing_key = ?2, next_signing_key = null", profile.did(), sealed);
    }

    private void update(String change, Did did, Object value) {
        em.createNativeQuery("update pds_account set " + change + " where did = ?1")
                .setParameter(1, did.value())
                .setParameter(2, value)
                .executeUpdate();
    }
}
