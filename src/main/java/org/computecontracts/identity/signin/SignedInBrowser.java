package org.computecontracts.identity.signin;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.TenantId;

/** A browser as stored, with the accounts its person has proved in it. */
@Entity
@Table(name = "portal_session")
class SignedInBrowser {
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofSeconds(30);

    @Id
    private UUID id;

    @Column(name = "secret_hash")
    private byte[] secretHash;

    private TenantId tenant;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "portal_session_account", joinColumns = @JoinColumn(name = "session"))
    @Column(name = "did")
    private Set<String> dids = new HashSet<>();

    private Instant since;

    @Column(name = "seen_at")
    private Instant seenAt;

    private String address;
    private String agent;

    @SuppressWarnings("NullAway.Init")
    protected SignedInBrowser() {}

    static SignedInBrowser of(byte[] secretHash, Tenant tenant, String address, String agent, Instant now) {
        var browser = new SignedInBrowser();
        browser.id = UUID.randomUUID();
        browser.address = address;
        browser.agent = agent;
        browser.since = now;
        browser.signedIn(secretHash, tenant, now);
        return browser;
    }

    /** The absolute life goes on from the first sign-in: one account more does not lengthen it. */
    final void signedIn(byte[] newSecretHash, Tenant account, Instant now) {
        secretHash = newSecretHash;
        tenant = account.id();
        dids.add(account.did().value());
        seenAt = now;
    }

    boolean isOver(Instant now, Duration idle, Duration life) {
        return !since.plus(life).isAfter(now) || !seenAt.plus(idle).isAfter(now);
    }

    /** Not at every request: a page would write with each of its parts. */
    void seen(Instant now) {
        if (!seenAt.plus(USE_IS_NOTED_EVERY).isAfter(now)) {
            seenAt = now;
        }
    }

    void looksAt(TenantId other) {
        tenant = other;
    }

    BrowserSession session() {
        var accounts = dids.stream().sorted().map(Did::new).toList();
        return new BrowserSession(id, tenant, accounts, since, seenAt, address, agent);
    }
}
