package org.computecontracts.wif;

import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.pds.PdsSession;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.kernel.limits.Buckets;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.OneBean;
import org.computecontracts.testing.RecordedEvents;
import org.computecontracts.wif.issuer.EnrolmentStore;
import org.computecontracts.wif.issuer.Enrolments;
import org.computecontracts.wif.issuer.HostKeys;
import org.computecontracts.wif.issuer.IssuerKeyStore;
import org.computecontracts.wif.issuer.IssuerKeys;
import org.computecontracts.wif.issuer.Oidc;
import org.computecontracts.wif.issuer.OwnTokens;
import org.computecontracts.wif.issuer.Proofs;
import org.computecontracts.wif.issuer.TokenExchange;
import org.computecontracts.wif.proxy.LateRecords;
import org.computecontracts.wif.proxy.ProxiedRequestStore;
import org.computecontracts.wif.proxy.ReverseProxy;
import org.computecontracts.wif.proxy.Roles;
import org.computecontracts.wif.proxy.Upstream;
import org.computecontracts.wif.rbac.RbacRecords;
import org.computecontracts.wif.token.RemoteIssuers;

/** Alice, Bob and Carol with a directory, a PDS, their issuers and the reverse proxy, all over HTTP on one loopback port. */
final class TestNetwork implements AutoCloseable {
    final MovingClock clock = new MovingClock(Instant.parse("2026-07-08T05:50:39.501Z"));
    final FakePds fakePds = new FakePds();
    final WifSettings wifSettings = new WifSettings();
    final Map<String, String> hostKeys = new ConcurrentHashMap<>();
    /** What strangers publish, by path. */
    final Map<String, ObjectNode> documents = new ConcurrentHashMap<>();

    final Enrolments enrolments = new Enrolments();
    final IssuerKeys keys = new IssuerKeys();
    final Roles roles = new Roles();
    final Issuer issuer = new Issuer();
    final SafeHttp http = SafeHttp.with(true, Path.of("target", "wif-test"));
    final Tenant alice;
    final Tenant bob;
    final Tenant carol;
    final URI base;

    private final Oidc oidc = new Oidc();
    private final ReverseProxy proxy = new ReverseProxy();
    private final HttpServer server;
    private final Map<Did, Tenant> tenants = new ConcurrentHashMap<>();

    TestNetwork(Database database) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("test-network-", 0).factory()));
        server.createContext("/", this::serve);
        server.start();
        base = URI.create("http://localhost:" + server.getAddress().getPort());
        alice = tenant("alice.test", "aaaaaaaaaaaaaaaaaaaaaaaa");
        bob = tenant("bob.test", "bbbbbbbbbbbbbbbbbbbbbbbb");
        carol = tenant("carol.test", "cccccccccccccccccccccccc");
        wire(database);
    }

    URI proxyBase() {
        return URI.create("http://rp.localhost:" + base.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private Tenant tenant(String handle, String key) {
        var tenant = new Tenant(TenantId.random(), new Did("did:plc:" + key), new Handle(handle), base);
        tenants.put(tenant.did(), tenant);
        return tenant;
    }

    private void wire(Database database) {
        var settings = new Settings() {
            @Override
            public URI publicUrl() {
                return base;
            }
        };
        var book = new Tenants() {
            @Override
            public Tenant get(TenantId id) {
                return tenants.values().stream()
                        .filter(t -> t.id().equals(id))
                        .findFirst()
                        .orElseThrow();
            }

            @Override
            public Optional<Tenant> find(Did did) {
                return Optional.ofNullable(tenants.get(did));
            }
        };
        var sessions = new PdsSessions() {
            private final Map<TenantId, PdsSession> all = new ConcurrentHashMap<>();

            @Override
            public PdsSession of(TenantId id) {
                return all.computeIfAbsent(
                        id, any -> fakePds.session(book.get(id).did(), base, http));
            }
        };
        var pds = Pds.with(
                Xrpc.with(http),
                Identities.with(http, AtprotoSettings.with(URI.create(base + "/plc"), List.of()), clock));

        issuer.settings = settings;

        inject(
                keys,
                database.store(IssuerKeyStore.class),
                Vault.withKey(Base64.getEncoder().encodeToString(new byte[32])),
                wifSettings,
                clock);

        var tokens = new OwnTokens();
        inject(tokens, issuer, keys, clock);

        var machines = database.store(EnrolmentStore.class);
        inject(enrolments, machines, book, issuer, tokens, wifSettings, clock);

        var records = new RbacRecords();
        inject(records, pds, wifSettings, clock);

        var limits = new RateLimits();
        limits.settings = wifSettings;
        limits.buckets = Buckets.in(database, clock);

        var proofs = new Proofs();
        inject(
                proofs,
                tokens,
                machines,
                new OneBean<HostKeys>((provider, key) -> Optional.ofNullable(hostKeys.get(key))),
                wifSettings,
                clock);

        var exchange = new TokenExchange();
        inject(exchange, issuer, tokens, enrolments, records, limits, clock);

        inject(oidc, book, issuer, keys, proofs, exchange);

        var audit = database.store(ProxiedRequestStore.class);
        inject(roles, book, sessions, pds, records, issuer, audit, clock);

        var issuers = new RemoteIssuers();
        inject(issuers, http, wifSettings, clock);

        var upstream = new Upstream();
        inject(upstream, sessions, settings);

        inject(
                proxy,
                book,
                issuer,
                records,
                issuers,
                enrolments,
                limits,
                audit,
                new RecordedEvents<>(),
                upstream,
                inject(new LateRecords(), pds, sessions),
                settings,
                clock);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        var uri = exchange.getRequestURI();
        var call = new WebCall(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                Objects.requireNonNullElse(uri.getRawQuery(), ""),
                headers,
                exchange.getRequestBody().readAllBytes());
        var reply = route(String.valueOf(headers.get("host")).split(":", 2)[0], call);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
        exchange.close();
    }

    private WebReply route(String host, WebCall call) {
        if (wifSettings.isProxyHost(host)) {
            return proxy.answer(call);
        }
        var document = documents.get(call.path());
        if (document != null) {
            return WebReply.json(200, document);
        }
        if (call.path().startsWith("/plc/")) {
            return didDocument(call.path().substring("/plc/".length()));
        }
        return call.path().startsWith("/wif/") ? oidc.answer(call) : fakePds.answer(call);
    }

    private WebReply didDocument(String did) {
        var json = Json.object().put("id", did);
        json.putArray("service")
                .addObject()
                .put("id", "#atproto_pds")
                .put("type", "AtprotoPersonalDataServer")
                .put("serviceEndpoint", base.toString());
        return WebReply.json(200, json);
    }
}
