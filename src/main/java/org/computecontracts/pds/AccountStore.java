package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;

/** Keeps the accounts. */
@ApplicationScoped
@Transactional
class AccountStore {
    private static final String ACCOUNTS =
            "select did, handle, password_hash, signing_key, rotation_key from pds_account where ";

    @PersistenceContext
    EntityManager em;

    @Inject
    RepoStore repositories;

    /** The account and its empty repository, told on the firehose: all or nothing. */
    void open(Account account, SigningKey key, Instant now) {
        if (!insert(account, now)) {
            throw PdsProblem.HANDLE_NOT_AVAILABLE.because(
                    "Handle already taken: %s", account.profile().handle());
        }
        repositories.create(account.profile(), key, now);
    }

    private boolean insert(Account account, Instant now) {
        return em.createNativeQuery("""
                                insert into pds_account
                                    (did, handle, password_hash, signing_key, rotation_key, created_at)
                                values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (handle) do nothing
                                """)
                        .setParameter(1, account.profile().did().value())
                        .setParameter(2, account.profile().handle().value())
                        .setParameter(3, account.passwordHash())
                        .setParameter(4, account.signingKey())
                        .setParameter(5, account.rotationKey())
                        .setParameter(6, Timestamp.from(now))
                        .executeUpdate()
                == 1;
    }

    Optional<Account> find(Did did) {
        return find("did = ?1", did.value());
    }

    Optional<Account> find(Handle handle) {
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
        var profile = new Profile(new Did((String) row[0]), new Handle((String) row[1]));
        return new Account(profile, (String) row[2], (byte[]) row[3], (byte[]) row[4]);
    }
}
