package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;

/** The accounts that use this portal: signed up here, or signed in with an account from anywhere in the network. */
@ApplicationScoped
public class Tenants {
    private static final Logger LOG = Logger.getLogger(Tenants.class.getName());
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 256;
    private static final Handle UNRESOLVED = new Handle("handle.invalid");

    @Inject
    TenantStore tenants;

    @Inject
    MemberStore members;

    @Inject
    SessionStore sessions;

    @Inject
    AttestationKeys keys;

    @Inject
    SessionGrants grants;

    @Inject
    AccountServer server;

    @Inject
    Identities identities;

    @Inject
    IdentitySettings settings;

    @Inject
    Clock clock;

    /**
     * Makes the account on the sign-up PDS. When this is cut short after the PDS has made it, a sign-in with the same password
     * finishes the work.
     */
    public Tenant signUp(Handle handle, String password) {
        checkLength(password);
        var key = SigningKey.generate(SigningKey.Curve.K256);
        var tokens = server.createAccount(settings.signUpPds(), handle, password, key.didKey());
        return settle(tokens, handle, settings.signUpPds(), key);
    }

    /** Takes a password of an account on the portal's own PDS; SIGN_IN_ELSEWHERE for any other. */
    public Tenant signIn(String identifier, String password) {
        var did = identities.resolveIdentifier(identifier);
        var pds = identities.fresh(did).pds();
        if (!isOwn(pds)) {
            throw IdentityProblem.SIGN_IN_ELSEWHERE.because(
                    "The password of %s is for %s alone: sign in there, in a browser", did, pds.getHost());
        }
        var tokens = server.createSession(pds, did, password);
        if (!tokens.did().equals(did)) {
            throw IdentityProblem.SIGN_IN_REFUSED.because(
                    "%s answered for another account than %s", pds.getHost(), did);
        }
        return settle(tokens, handleOf(did), pds, SigningKey.generate(SigningKey.Curve.K256));
    }

    /** Whether accounts of this PDS were made here, and sign in here. */
    private boolean isOwn(URI pds) {
        return settings.isSignUpPds(pds);
    }

    /** Whether the account signs in with a password here; otherwise it does so at its own server. */
    public boolean signsInHere(String identifier) {
        return isOwn(
                identities.resolve(identities.resolveIdentifier(identifier)).pds());
    }

    /** After a sign-in at the account's own server. */
    public Tenant signedIn(SessionTokens tokens, URI pds) {
        return settle(tokens, handleOf(tokens.did()), pds, SigningKey.generate(SigningKey.Curve.K256));
    }

    /** TENANT_NOT_FOUND when there is none. */
    public Tenant get(TenantId tenant) {
        return tenants.find(tenant).orElseThrow(() -> IdentityProblem.TENANT_NOT_FOUND.because("No tenant %s", tenant));
    }

    public Optional<Tenant> find(Did did) {
        return tenants.find(did);
    }

    /** For the work done for every tenant in turn; never for showing to one. */
    public List<Tenant> all() {
        return tenants.all();
    }

    /** Each step is a transaction of its own and does no harm when repeated. */
    private Tenant settle(SessionTokens tokens, Handle handle, URI pds, SigningKey key) {
        var now = clock.instant();
        var tenant = tenants.open(tokens.did(), handle, pds, now);
        members.put(tenant.id(), new Member(tenant.did(), handle, Role.OWNER, now, false));
        sessions.replace(tenant.id(), tokens, now).ifPresent(grants::giveBack);
        keys.keep(tenant.id(), key);
        announce(tenant.id());
        return tenant;
    }

    private void announce(TenantId tenant) {
        try {
            keys.announce(tenant);
        } catch (RuntimeException e) {
            LOG.log(Level.INFO, "The key of tenant " + tenant + " is announced later", e);
        }
    }

    private Handle handleOf(Did did) {
        var handle = identities.handleOf(did);
        return handle.startsWith("did:") ? UNRESOLVED : new Handle(handle);
    }

    private static void checkLength(String password) {
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw KernelProblem.INVALID_INPUT.because(
                    "A password has %d to %d characters", SHORTEST_PASSWORD, LONGEST_PASSWORD);
        }
    }
}
