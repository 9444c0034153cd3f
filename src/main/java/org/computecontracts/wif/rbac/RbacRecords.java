package org.computecontracts.wif.rbac;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Expiry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.limits.Caches;
import org.computecontracts.wif.WifSettings;
import org.computecontracts.wif.token.Claims;

/**
 * The {@code com.fedproxy.rbac} records of an account, believed for a short while. Records at hand that give a token no
 * role are read again: the role may have been written a moment ago.
 */
@ApplicationScoped
public class RbacRecords {
    public static final Nsid COLLECTION = new Nsid("com.fedproxy.rbac");
    private static final Duration NOTHING_FOUND = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MOST_ENTRIES = 1000;

    @Inject
    Pds pds;

    @Inject
    WifSettings settings;

    @Inject
    Clock clock;

    private final Cache<Did, Seen> cache = Caches.caffeine(() -> clock)
            .maximumSize(MOST_ENTRIES)
            .expireAfter(Expiry.writing((owner, seen) -> settings.rbacCache()))
            .build();

    private record Seen(List<RepoRecord> records, Instant at) {}

    /** All records of the account, as the reverse proxy joins them. */
    public Rbac of(Did owner, String ownIssuer, Claims token) {
        return of(owner, ownIssuer, token, each -> true);
    }

    /** Only the records that speak of this issuer: the first fitting entry of {@code protects} decides. */
    public Rbac protecting(Did owner, String ownIssuer, Claims token) {
        return of(owner, ownIssuer, token, each -> protects(each, ownIssuer));
    }

    private Rbac of(Did owner, String ownIssuer, Claims token, Predicate<RepoRecord> relevant) {
        var rbac = Rbac.of(
                read(owner, settings.rbacCache()).stream().filter(relevant).toList());
        return rbac.rolesOf(token, ownIssuer).isEmpty()
                ? Rbac.of(read(owner, SHORTEST).stream().filter(relevant).toList())
                : rbac;
    }

    /** As they are now. */
    public Rbac latest(Did owner) {
        forget(owner);
        return Rbac.of(read(owner, SHORTEST));
    }

    public void forget(Did owner) {
        cache.invalidate(owner);
    }

    private List<RepoRecord> read(Did owner, Duration age) {
        var now = clock.instant();
        var seen = cache.getIfPresent(owner);
        if (seen != null && seen.at().plus(limit(seen, age)).isAfter(now)) {
            return seen.records();
        }
        var records = pds.list(owner, COLLECTION);
        cache.put(owner, new Seen(records, now));
        return records;
    }

    private static Duration limit(Seen seen, Duration age) {
        return seen.records().isEmpty() && age.compareTo(NOTHING_FOUND) > 0 ? NOTHING_FOUND : age;
    }

    private static boolean protects(RepoRecord rbac, String service) {
        for (var entry : rbac.json().path("protects")) {
            var named = entry.path("service").asText();
            if (named.equals(service) || named.equals("*")) {
                var scope = entry.path("scope").asText("*");
                return scope.equals(RbacText.ISSUE_SCOPE) || scope.equals("*");
            }
        }
        return false;
    }
}
