package org.computecontracts.identity.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;

/** Keeps the browsers that are signed in, so that every node knows them, and a restart does not forget them. */
@ApplicationScoped
@Transactional
public class BrowserSessionStore {
    @PersistenceContext
    EntityManager em;

    void open(SignedInBrowser browser) {
        em.persist(browser);
    }

    /** One account more in a browser that is signed in, under another secret; false when there is no such browser. */
    boolean join(byte[] secretHash, byte[] newSecretHash, Tenant account, Instant now) {
        var browser = find(secretHash);
        browser.ifPresent(known -> known.signedIn(newSecretHash, account, now));
        return browser.isPresent();
    }

    /** Notes the use; empty for one that is unknown or over, which goes. */
    Optional<BrowserSession> use(byte[] secretHash, Instant now, Duration idle, Duration life) {
        var browser = find(secretHash);
        if (browser.isPresent() && browser.get().isOver(now, idle, life)) {
            em.remove(browser.get());
            return Optional.empty();
        }
        browser.ifPresent(known -> known.seen(now));
        return browser.map(SignedInBrowser::session);
    }

    void look(UUID id, TenantId tenant) {
        var browser = em.find(SignedInBrowser.class, id);
        if (browser != null) {
            browser.looksAt(tenant);
        }
    }

    void end(byte[] secretHash) {
        find(secretHash).ifPresent(em::remove);
    }

    /** The browsers in which one of the accounts was proved, the last seen first. */
    List<BrowserSession> of(Collection<Did> accounts) {
        return browsers(accounts)
                .map(SignedInBrowser::session)
                .sorted(Comparator.comparing(BrowserSession::seenAt).reversed())
                .toList();
    }

    /** The same, without those that are over. */
    List<BrowserSession> goingOn(Collection<Did> accounts, Instant now, Duration idle, Duration life) {
        return browsers(accounts)
                .filter(browser -> !browser.isOver(now, idle, life))
                .map(SignedInBrowser::session)
                .toList();
    }

    /** False when none of the accounts was proved there. */
    boolean end(Collection<Did> accounts, UUID id) {
        var found = browsers(accounts)
                .filter(browser -> browser.session().id().equals(id))
                .findFirst();
        found.ifPresent(em::remove);
        return found.isPresent();
    }

    void endAll(Collection<Did> accounts) {
        browsers(accounts).forEach(em::remove);
    }

    void forget(Instant idleSince, Instant bornBefore) {
        Sql.of(em, "delete from portal_session where seen_at <= :idleSince or since <= :bornBefore")
                .with("idleSince", idleSince)
                .with("bornBefore", bornBefore)
                .run();
    }

    private Stream<SignedInBrowser> browsers(Collection<Did> accounts) {
        return accounts.stream()
                .flatMap(did -> em.createQuery(
                                "select b from SignedInBrowser b where :did member of b.dids", SignedInBrowser.class)
                        .setParameter("did", did.value())
                        .getResultStream())
                .distinct();
    }

    private Optional<SignedInBrowser> find(byte[] secretHash) {
        return em.createQuery("select b from SignedInBrowser b where b.secretHash = :hash", SignedInBrowser.class)
                .setParameter("hash", secretHash)
                .getResultStream()
                .findFirst();
    }
}
