package org.computecontracts.ingress.relay;

import com.github.benmanes.caffeine.cache.Cache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.ingress.IngressProblem;
import org.computecontracts.ingress.tunnel.Login;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.limits.Caches;
import org.jspecify.annotations.Nullable;

/**
 * The SSH keys accounts have published. Looking them up takes time and goes outside, so it is done apart from asking: a
 * connection first has them {@link #load}ed, then asks as often as it likes.
 */
@ApplicationScoped
public class SshKeys {
    private static final Nsid COLLECTION = new Nsid("com.fedproxy.sshPublicKey");
    /** A key just published, or for one more name, must not meet the answer from just before: each login looks anew. */
    private static final Duration ANSWER_HOLDS = Duration.ofSeconds(1);

    private static final Duration LOGIN = Duration.ofMinutes(1);
    /** More than can be looked up in that time: what a login has found stays until it is told. */
    private static final int MANY = 20_000;

    @Inject
    Identities identities;

    @Inject
    Pds pds;

    @Inject
    Clock clock;

    /** For longer than a login may take, which is told what was found when it began. */
    private final Cache<String, Published> byUser = Caches.caffeine(() -> clock)
            .maximumSize(MANY)
            .expireAfterWrite(LOGIN)
            .build();

    /** What an account has published, as seen at one moment; a problem when it could not be seen. */
    private record Published(@Nullable Did did, List<AuthorizedKey> keys, String problem, Instant at) {
        Stream<AuthorizedKey> matching(byte[] key) {
            return keys.stream().filter(published -> published.isKey(key));
        }
    }

    /** Whether what is known of this account is fresh enough to answer. */
    public boolean knows(String user) {
        var published = byUser.getIfPresent(user);
        return published != null && published.at().plus(ANSWER_HOLDS).isAfter(clock.instant());
    }

    /** Goes and looks; keeps the answer, also that there is none. */
    public void load(String user) {
        try {
            byUser.put(user, look(user));
        } catch (ProblemException e) {
            byUser.put(user, new Published(null, List.of(), e.detail(), clock.instant()));
        }
    }

    /** KEY_REFUSED says why not. */
    public Login login(String user, byte[] key, String fingerprint) {
        var published = byUser.getIfPresent(user);
        if (published == null || published.did() == null) {
            throw IngressProblem.KEY_REFUSED.because(
                    "%s: %s", user, published == null ? "not looked up" : published.problem());
        }
        return login(user, published, key, fingerprint)
                .orElseThrow(() -> IngressProblem.KEY_REFUSED.because(
                        "%s has published no %s record with the key %s", user, COLLECTION, fingerprint));
    }

    /** Looks again, now: empty when account or key no longer say yes; any problem when they cannot be asked. */
    Optional<Login> confirm(Login login, byte[] key) {
        var published = look(login.user());
        byUser.put(login.user(), published);
        return login.did().equals(published.did())
                ? login(login.user(), published, key, login.fingerprint())
                : Optional.empty();
    }

    void forget(Did did) {
        byUser.asMap().values().removeIf(published -> did.equals(published.did()));
    }

    private static Optional<Login> login(String user, Published published, byte[] key, String fingerprint) {
        var services = published.matching(key).map(AuthorizedKey::service).toList();
        return published.did() == null || services.isEmpty()
                ? Optional.empty()
                : Optional.of(new Login(user, published.did(), fingerprint, Set.copyOf(services)));
    }

    private Published look(String user) {
        var did = resolve(user);
        var keys = records(did).stream()
                .flatMap(record -> AuthorizedKey.of(record).stream())
                .toList();
        return new Published(did, keys, "", clock.instant());
    }

    public Did resolve(String user) {
        return identities.freshIdentifier(user);
    }

    /** Whether the account still has the name that was logged in with; any problem when it cannot be asked. */
    public boolean isCalled(Did did, String user) {
        return Did.isValid(user)
                || identities
                        .fresh(did)
                        .handle()
                        .filter(handle -> handle.value().equalsIgnoreCase(user))
                        .isPresent();
    }

    public List<RepoRecord> records(Did did) {
        return pds.list(did, COLLECTION);
    }
}
