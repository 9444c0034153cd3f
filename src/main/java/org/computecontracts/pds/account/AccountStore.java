package org.computecontracts.pds.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.kernel.data.TextValue;
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
        return Sql.of(em, """
                                insert into pds_account
                                    (did, handle, active, password_hash, signing_key, rotation_key, created_at)
                                values (:did, :handle, :active, :passwordHash, :signingKey, :rotationKey, :now) on conflict do nothing
                                """)
                        .with("did", account.profile().did())
                        .with("handle", account.profile().handle())
                        .with("active", account.profile().active())
                        .with("passwordHash", account.passwordHash())
                        .with("signingKey", account.signingKey())
                        .with("rotationKey", account.rotationKey())
                        .with("now", now)
                        .update()
                == 1;
    }

    public Optional<Account> find(Did did) {
        return find("did = :name", did);
    }

    public Optional<Account> find(Handle handle) {
        return find("handle = :name", handle);
    }

    private Optional<Account> find(String condition, TextValue name) {
        return Sql.of(em, ACCOUNTS + condition).with("name", name).first(AccountStore::account);
    }

    private static Account account(Row row) {
        var profile = new Profile(row.as("did", Did::new), row.as("handle", Handle::new), row.flag("active"));
        return new Account(profile, row.text("password_hash"), row.bytes("signing_key"), row.bytes("rotation_key"));
    }

    /** False when another account has this handle. */
    boolean rename(Profile profile, Instant now) {
        var free = find(profile.handle())
                .map(found -> found.profile().did().equals(profile.did()))
                .orElse(true);
        if (free) {
            update("handle = :value", profile.did(), profile.handle());
            tellIdentity(profile, now);
        }
        return free;
    }

    void tellIdentity(Profile profile, Instant now) {
        events.append(profile.did(), Frame.identity(profile), now);
    }

    /** Ends all that was got by the former one, passwords of apps too: whoever changes a password may have lost it. */
    public void changePassword(Did did, String hash) {
        update("password_hash = :value", did, hash);
        for (var table : List.of("pds_session", "pds_app_password")) {
            Sql.of(em, "delete from " + table + " where did = :did")
                    .with("did", did)
                    .run();
        }
        news.fire(new AtprotoEvent.PasswordChanged(did));
    }

    /** The key that is to sign next: the one already on its way where there is one. */
    byte[] nextSigningKey(Did did, byte[] candidate) {
        update("next_signing_key = coalesce(next_signing_key, :value)", did, candidate);
        return Sql.of(em, "select next_signing_key from pds_account where did = :did")
                .with("did", did)
                .one(row -> row.bytes("next_signing_key"));
    }

    /** From now on the next key signs, beginning with a commit that changes nothing else. */
    void adopt(Profile profile, byte[] sealed, SigningKey key, Instant now) {
        // The head before the account, as with all that take both
        repositories.sign(profile, key, now);
        update("signing_key = :value, next_signing_key = null", profile.did(), sealed);
    }

    private void update(String change, Did did, Object value) {
        Sql.of(em, "update pds_account set " + change + " where did = :did")
                .with("did", did)
                .with("value", value)
                .run();
    }
}
