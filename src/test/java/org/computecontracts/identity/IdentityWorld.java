package org.computecontracts.identity;

import static org.computecontracts.testing.Injection.inject;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.identity.account.AccountMoves;
import org.computecontracts.identity.account.AccountServer;
import org.computecontracts.identity.account.AttestationKeyStore;
import org.computecontracts.identity.account.AttestationKeys;
import org.computecontracts.identity.account.MemberStore;
import org.computecontracts.identity.account.OAuthClient;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.identity.account.RefreshingSession;
import org.computecontracts.identity.account.SessionGrants;
import org.computecontracts.identity.account.SessionStore;
import org.computecontracts.identity.account.TenantStore;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.identity.member.InvitationStore;
import org.computecontracts.identity.member.Invitations;
import org.computecontracts.identity.member.Members;
import org.computecontracts.identity.oauth.AuthorizationServers;
import org.computecontracts.identity.oauth.Authorizations;
import org.computecontracts.identity.oauth.Client;
import org.computecontracts.identity.oauth.DpopHttp;
import org.computecontracts.identity.oauth.Scopes;
import org.computecontracts.identity.signin.BrowserSessionStore;
import org.computecontracts.identity.signin.BrowserSessions;
import org.computecontracts.identity.signin.Credentials;
import org.computecontracts.identity.signin.Entrance;
import org.computecontracts.identity.signin.OAuthAttemptStore;
import org.computecontracts.identity.signin.OAuthSignIns;
import org.computecontracts.identity.signin.SignInAttempts;
import org.computecontracts.identity.signin.SignIns;
import org.computecontracts.identity.token.ApiTokenStore;
import org.computecontracts.identity.token.ApiTokens;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.Vault;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.kernel.limits.Buckets;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;

/** The module put together by hand, on a real database and a PDS that speaks HTTP. */
public class IdentityWorld implements AutoCloseable {
    public static final String PASSWORD = "correct horse";

    public final AccountPds server = new AccountPds();
    public final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T08:00:00Z"));
    public final Identities identities;
    public final Pds pds;
    public final Tenants tenants = new Tenants();
    public final PdsSessions sessions = new PdsSessions();
    public final AccountMoves moves = new AccountMoves();
    public final AttestationKeys keys = new AttestationKeys();
    public final Members members = new Members();
    public final Invitations invitations = new Invitations();
    public final ApiTokens tokens = new ApiTokens();
    public final Entrance entrance = new Entrance();
    public final SignIns signIns = new SignIns();
    public final BrowserSessions browserSessions = new BrowserSessions();
    public final Credentials credentials = new Credentials();
    public final OAuthSignIns oauth = new OAuthSignIns();
    private final SessionGrants grants = new SessionGrants();
    public final IdentitySettings settings = new IdentitySettings();
    final SignInAttempts attempts = new SignInAttempts();
    public final SessionStore sessionStore;
    public Client client = Client.onLoopback(
            URI.create("http://127.0.0.1:8080"),
            new Scopes(Set.of(new Nsid("com.example.thing")), Set.of(new Nsid("com.example.submit"))));

    public IdentityWorld(Database database) {
        var http = SafeHttp.with(true, Path.of("target"));
        identities = Identities.with(http, AtprotoSettings.with(server.plc(), List.<URI>of(server.uri())), clock);
        pds = Pds.with(Xrpc.with(http), identities);
        settings.signUpPds = Optional.of(server.uri());
        inject(attempts, Buckets.in(database, clock), settings, clock);

        var vault = Vault.withKey(Base64.getEncoder().encodeToString(new byte[32]));
        sessionStore = database.store(SessionStore.class);
        inject(sessionStore, vault);
        inject(
                keys,
                inject(database.store(AttestationKeyStore.class), vault),
                tenants,
                sessions,
                identities,
                pds,
                clock);

        var accounts = inject(new AccountServer(), http);
        var tenantStore = database.store(TenantStore.class);
        var memberStore = database.store(MemberStore.class);
        wireGrants(database, vault, http);
        inject(tenants, tenantStore, memberStore, sessionStore, keys, grants, accounts, identities, settings, clock);
        inject(sessions, sessionStore, tenants, accounts, http, settings, clock, moves);
        inject(moves, tenantStore, sessionStore, identities, clock);
        inject(members, memberStore, tenants, clock);
        var invitationStore = database.store(InvitationStore.class);
        inject(invitations, invitationStore, memberStore, tenants, identities, settings, clock);
        var tokenStore = database.store(ApiTokenStore.class);
        inject(tokens, tokenStore, members, settings, clock);
        inject(entrance, tenants, identities, attempts, settings);
        var browsers = database.store(BrowserSessionStore.class);
        inject(signIns, entrance, members, browsers, settings, clock);
        inject(browserSessions, signIns, members, browsers, settings, clock);
        inject(
                credentials,
                signIns,
                browsers,
                memberStore,
                tokenStore,
                invitationStore,
                tenantStore,
                sessionStore,
                settings,
                clock);
    }

    private void wireGrants(Database database, Vault vault, SafeHttp http) {
        var dpop = DpopHttp.with(http, clock);
        var own = new OAuthClient() {
            @Override
            public Client current() {
                return client;
            }
        };
        inject(sessions, dpop, grants);
        inject(grants, AuthorizationServers.with(http), Authorizations.with(dpop, clock), own);
        inject(
                oauth,
                grants,
                inject(database.store(OAuthAttemptStore.class), vault),
                tenants,
                entrance,
                signIns,
                identities,
                settings,
                clock);
    }

    public Tenant signUp(String handle) {
        return tenants.signUp(new Handle(handle), PASSWORD);
    }

    public void joined(Tenant tenant, Tenant member, Role role) {
        var invitation = invitations.invite(tenant.id(), tenant.did(), member.handle(), role);
        invitations.accept(List.of(member.did()), invitation.id());
    }

    public RefreshingSession sessionOf(Tenant tenant) {
        return (RefreshingSession) sessions.of(tenant.id());
    }

    public String accessTokenOf(Tenant tenant) {
        return sessionOf(tenant).access().token();
    }

    @Override
    public void close() {
        server.close();
    }
}
