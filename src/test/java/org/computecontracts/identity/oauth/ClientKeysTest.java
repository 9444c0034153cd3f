package org.computecontracts.identity.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.configure;
import static org.computecontracts.testing.Injection.inject;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.identity.account.Binding;
import org.computecontracts.identity.account.SessionStore;
import org.computecontracts.identity.account.SessionTokens;
import org.computecontracts.identity.account.TenantStore;
import org.computecontracts.kernel.Vault;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientKeysTest {
    private static final Database DATABASE = Database.fresh();
    private static final Vault VAULT = Vault.withKey(Base64.getEncoder().encodeToString(new byte[32]));
    private static final Duration LIFE = Duration.ofDays(180);

    private final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final IdentitySettings settings = new IdentitySettings();
    private final ClientKeys keys = node();

    @BeforeEach
    void noneYet() {
        DATABASE.clear();
    }

    private ClientKeys node() {
        var node = new ClientKeys();
        node.keys = DATABASE.store(ClientKeyStore.class);
        node.keys.vault = VAULT;
        node.settings = settings;
        node.clock = clock;
        return node;
    }

    @Test
    void allNodesHaveTheSameFirstOne() {
        var first = ids();

        keys.turn();
        assertThat(node().all()).extracting(Es256Key::id).isEqualTo(first).hasSize(1);
    }

    @Test
    void theNextIsPublishedBeforeItIsUsed() {
        var first = ids().getFirst();
        clock.pass(LIFE);
        keys.turn();
        node().turn();

        assertThat(ids()).hasSize(2).first().isEqualTo(first);
        clock.pass(ClientKeys.LEAD);
        assertThat(ids()).hasSize(2).last().isEqualTo(first);
    }

    @Test
    void oneThatASessionBelongsToStays() {
        var first = ids().getFirst();
        var tenant = sessionWith(first);
        clock.pass(LIFE);
        keys.turn();
        clock.pass(ClientKeys.LEAD.multipliedBy(2));
        keys.turn();
        assertThat(ids()).hasSize(2).contains(first);

        sessions().finish(tenant, clock.instant());
        keys.turn();

        assertThat(ids()).hasSize(1).doesNotContain(first);
    }

    @Test
    void onesThatOthersMayKnowGoAtOnce() {
        var first = ids().getFirst();
        sessionWith(first);
        clock.pass(Duration.ofMinutes(1));
        configure(settings, "cc.identity.client-keys-from", Optional.of(clock.instant()));

        assertThat(ids()).hasSize(1).doesNotContain(first);
        keys.turn();
        configure(settings, "cc.identity.client-keys-from", Optional.empty());
        assertThat(ids()).hasSize(1).doesNotContain(first);
    }

    @Test
    void anInstantToComeGivesUpNone() {
        var first = ids();
        configure(
                settings,
                "cc.identity.client-keys-from",
                Optional.of(clock.instant().plusSeconds(60)));

        keys.turn();

        assertThat(ids()).isEqualTo(first);
    }

    private List<String> ids() {
        return keys.all().stream().map(Es256Key::id).toList();
    }

    private SessionStore sessions() {
        var sessions = DATABASE.store(SessionStore.class);
        inject(sessions, VAULT);
        return sessions;
    }

    private org.computecontracts.kernel.TenantId sessionWith(String key) {
        var did = new Did("did:plc:alice");
        var handle = new org.computecontracts.atproto.Handle("alice.example");
        var tenant =
                DATABASE.store(TenantStore.class).open(did, handle, URI.create("https://pds.example"), clock.instant());
        var binding = new Binding(
                URI.create("https://pds.example"),
                URI.create("https://portal.example/oauth-client-metadata.json"),
                Optional.of(key),
                Es256Key.generate(),
                "atproto");
        sessions()
                .replace(
                        tenant.id(),
                        new SessionTokens(did, "access", "refresh", Optional.of(binding)),
                        clock.instant());
        return tenant.id();
    }
}
