package org.computecontracts.wif.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuerKeyStoreTest {
    private static final Database DATABASE = Database.fresh();
    private static final Vault VAULT = Vault.withKey(Base64.getEncoder().encodeToString(new byte[32]));
    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");
    private static final RsaKey KEY = RsaKey.generate(2048);

    private final IssuerKeyStore keys = DATABASE.store(IssuerKeyStore.class);
    private final TenantId alice = TenantId.random();

    @BeforeEach
    void emptyTables() {
        DATABASE.clear();
    }

    @Test
    void theFirstKeyStays() {
        var first = made(alice);
        keys.begin(first);

        assertThat(keys.begin(made(alice))).extracting(IssuerKey::id).containsExactly(first.id());
    }

    @Test
    void theFormerKeyIsPublishedUntilTheOneAfter() {
        var first = made(alice);
        var second = made(alice);
        var third = made(alice);
        keys.begin(first);

        keys.replace(first.id(), second);
        assertThat(keys.of(alice)).extracting(IssuerKey::id).containsExactly(second.id(), first.id());

        keys.replace(second.id(), third);
        assertThat(keys.of(alice)).extracting(IssuerKey::id).containsExactly(third.id(), second.id());
        assertThat(keys.of(alice)).extracting(IssuerKey::isCurrent).containsExactly(true, false);
    }

    @Test
    void whoComesTooLateReplacesNothing() {
        var bobs = made(TenantId.random());
        var first = made(alice);
        var second = made(alice);
        keys.begin(bobs);
        keys.begin(first);
        keys.replace(first.id(), second);

        keys.replace(first.id(), made(alice));
        keys.replace(bobs.id(), made(alice));

        assertThat(keys.of(alice)).extracting(IssuerKey::id).containsExactly(second.id(), first.id());
        assertThat(keys.of(bobs.tenant())).extracting(IssuerKey::id).containsExactly(bobs.id());
    }

    @Test
    void aKeyIsDueByItsAge() {
        keys.begin(made(alice));

        assertThat(keys.due(NOW)).isEmpty();
        assertThat(keys.due(NOW.plus(Duration.ofSeconds(1)))).containsExactly(alice);
    }

    private static IssuerKey made(TenantId tenant) {
        return IssuerKey.made(tenant, KEY, VAULT, NOW);
    }
}
