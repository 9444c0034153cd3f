package org.computecontracts.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.Pds;
import org.computecontracts.atproto.Xrpc;
import org.computecontracts.identity.oauth.AuthorizationServers;
import org.computecontracts.identity.oauth.Authorizations;
import org.computecontracts.identity.oauth.Client;
import org.computecontracts.identity.oauth.DpopHttp;
import org.computecontracts.identity.oauth.Scopes;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.SafeHttp;
import org.computecontracts.kernel.Vault;
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
    private final Grants grants = new Grants();
    final IdentitySettings settings = new IdentitySettings();
    final SignInAttempts attempts = new SignInAttempts();
    final SessionStore sessionStore;
    Client client = Client.onLoopback(
            URI.create("http://127.0.0.1:8080"),
            new Scopes(Set.of(new Nsid("com.example.thing")), Set.of(new Nsid("com.example.submit"))));

    public IdentityWorld(Database database) {
        var http = SafeHttp.with(true, Path.of("target"));
        identities = Identities.with(http, AtprotoSettings.with(server.plc(), List.<URI>of(server.uri())), clock);
        pds = Pds.with(Xrpc.with(http), identities);
        settings.signUpPds = Optional.of(server.uri());
        attempts.settings = settings;
        attempts.clock = clock;

        var vault = Vault.withKey(Base64.getEncoder().encodeToString(new byte[32]));
        sessionStore = database.store(SessionStore.class);
        sessionStore.vault = vault;
        keys.keys = database.store(AttestationKeyStore.class);
        keys.keys.vault = vault;
        keys.tenants = tenants;
        keys.sessions = sessions;
        keys.identities = identities;
        keys.pds = pds;
        keys.clock = clock;

        var accounts = new AccountServer();
        accounts.http = http;
        wireGrants(database, vault, http);
        wireTenants(database, accounts);
        wireSessions(accounts);
        members.members = tenants.members;
        members.tenants = tenants;
        members.clock = clock;
        invitations.invitations = database.store(InvitationStore.class);
        invitations.members = tenants.members;
        invitations.tenants = tenants;
        invitations.identities = identities;
        invitations.settings = settings;
        invitations.clock = clock;
        tokens.tokens = database.store(ApiTokenStore.class);
        tokens.members = members;
        tokens.settings = settings;
        tokens.clock = clock;
        entrance.tenants = tenants;
        entrance.identities = identities;
        entrance.attempts = attempts;
        entrance.settings = settings;
        signIns.entrance = entrance;
        signIns.members = members;
        signIns.browsers = database.store(BrowserSessionStore.class);
        browserSessions.signIns = signIns;
        browserSessions.browsers = signIns.browsers;
        browserSessions.settings = settings;
        browserSessions.clock = clock;
        signIns.settings = settings;
        signIns.clock = clock;
        credentials.signIns = signIns;
        credentials.browsers = signIns.browsers;
        credentials.tokens = tokens.tokens;
        credentials.invitations = invitations.invitations;
        credentials.members = tenants.members;
        credentials.tenants = tenants.tenants;
        credentials.sessions = sessionStore;
        credentials.settings = settings;
        credentials.clock = clock;
    }

    private void wireGrants(Database database, Vault vault, SafeHttp http) {
        sessions.dpop = DpopHttp.with(http, clock);
        sessions.grants = grants;
        grants.servers = AuthorizationServers.with(http);
        grants.authorizations = Authorizations.with(sessions.dpop, clock);
        grants.client = new OAuthClient() {
            @Override
            public Client current() {
                return client;
            }
        };
        oauth.grants = grants;
        oauth.begun = database.store(OAuthAttemptStore.class);
        oauth.begun.vault = vault;
        oauth.tenants = tenants;
        oauth.entrance = entrance;
        oauth.signIns = signIns;
        oauth.identities = identities;
        oauth.settings = settings;
        oauth.clock = clock;
    }

    private void wireTenants(Database database, AccountServer accounts) {
        tenants.tenants = database.store(TenantStore.class);
        tenants.members = database.store(MemberStore.class);
        tenants.sessions = sessionStore;
        tenants.keys = keys;
        tenants.grants = grants;
        tenants.server = accounts;
        tenants.identities = identities;
        tenants.settings = settings;
        tenants.clock = clock;
    }

    private void wireSessions(AccountServer accounts) {
        sessions.store = sessionStore;
        sessions.tenants = tenants;
        sessions.server = accounts;
        sessions.http = accounts.http;
        sessions.settings = settings;
        sessions.clock = clock;
        moves.tenants = tenants.tenants;
        moves.sessions = sessionStore;
        moves.identities = identities;
        moves.clock = clock;
        sessions.moves = moves;
    }

    public Tenant signUp(String handle) {
        return tenants.signUp(new Handle(handle), PASSWORD);
    }

    void joined(Tenant tenant, Tenant member, Role role) {
        var invitation = invitations.invite(tenant.id(), tenant.did(), member.handle(), role);
        invitations.accept(List.of(member.did()), invitation.id());
    }

    RefreshingSession sessionOf(Tenant tenant) {
        return (RefreshingSession) sessions.of(tenant.id());
    }

    String accessTokenOf(Tenant tenant) {
        return sessionOf(tenant).access().token();
    }

    @Override
    public void close() {
        server.close();
    }
}
