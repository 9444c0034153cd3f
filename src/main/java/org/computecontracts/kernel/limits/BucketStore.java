package org.computecontracts.kernel.limits;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How often each caller has tried, counted in the database: once for all nodes, and over restarts. A count stands whatever
 * becomes of the work it lets in, so it is never part of a transaction.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class BucketStore {
    /** After the quota is whole again; nodes' clocks differ a little. */
    private static final Duration KEPT_AFTER = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 1000;

    @Resource(lookup = "java:app/jdbc/main")
    DataSource database;

    @Inject
    Clock clock;

    private @Nullable PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

    /** Counts before the attempt is made, so that many at once do not slip through. What is refused is not counted. */
    public Attempt take(String key, Quota quota) {
        var now = clock.instant();
        if (quota.isNone()) {
            return quota.unlimited(now);
        }
        var bucket = buckets().getProxy(id(key, quota), quota::configuration);
        return quota.attempt(bucket.tryConsumeAndReturnRemaining(1), now);
    }

    /** As if there had been no attempt. */
    public void forget(String key, Quota quota) {
        buckets().removeProxy(id(key, quota));
    }

    /** Those whose quota is whole again. */
    void forgetOld() {
        while (buckets().removeExpired(AT_ONCE) >= AT_ONCE) {}
    }

    private synchronized PostgreSQLSelectForUpdateBasedProxyManager<String> buckets() {
        if (buckets == null) {
            buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                    .primaryKeyMapper(PrimaryKeyMapper.STRING)
                    .table("rate_limit")
                    .idColumn("id")
                    .stateColumn("state")
                    .expiresAtColumn("expires_at")
                    .clientClock(new ClockReading(() -> clock))
                    .requestTimeout(PATIENCE)
                    .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_AFTER))
                    .build();
        }
        return buckets;
    }

    /** Hashed: what strangers type may be long, or a password in the wrong field. Another quota is another bucket. */
    private static String id(String key, Quota quota) {
        try {
            var named = quota.most() + " " + quota.window() + " " + key;
            var hash = MessageDigest.getInstance("SHA-256").digest(named.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
