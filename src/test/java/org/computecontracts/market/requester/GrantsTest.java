package org.computecontracts.market.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.market.contract.Agreement.ALICE;
import static org.computecontracts.market.contract.Agreement.BOB;
import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.pds.PdsSession;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.ingress.relay.Tunnels;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.BidStore;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.KeyStore;
import org.computecontracts.market.contract.ReceivedBid;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Timelines;
import org.computecontracts.market.contract.WrittenRights;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.PublishedRecords;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.wif.WifProblem;
import org.computecontracts.wif.proxy.ProxiedCall;
import org.computecontracts.wif.proxy.Roles;
import org.computecontracts.wif.rbac.NewGrant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {
    private static final TenantId TENANT = TenantId.random();
    private static final AtUri ROLE = AtUri.of(ALICE, new Nsid("com.fedproxy.rbac"), "role");
    private static final Database database = Database.fresh();

    private final MovingClock clock = new MovingClock();
    private final PublishedRecords records = new PublishedRecords();
    private final ContractStore contracts = database.store(ContractStore.class);
    private final Grants grants = new Grants();
    private final List<String> done = new ArrayList<>();
    private final List<NewGrant> granted = new ArrayList<>();
    private final List<RepoRecord> written = new ArrayList<>();
    private final List<ProxiedCall> calls = new ArrayList<>();
    private RepoRecord config = config("https://bob.test/wif", "bob");
    private boolean endsMeanwhile;
    private String asked = "";

    @BeforeEach
    void aliceHasAcceptedBobsBid() {
        database.clear();
        inject(contracts, database.store(AdvisoryLockStore.class), clock);
        grants.keys = inject(database.store(KeyStore.class), contracts, database.store(AdvisoryLockStore.class));
        grants.bids = new BidStore() {
            @Override
            public ReceivedBid get(TenantId tenant, StrongRef ref) {
                return bid(ref);
            }
        };
        grants.roles = new AlicesRoles();
        grants.rights = inject(new WrittenRights(), contracts, grants.roles, new Counterparties() {
            @Override
            public boolean isOwnDeleted(Contract contract) {
                return false;
            }
        });
        grants.tunnels = new Tunnels() {
            @Override
            public void close(Did did, String service) {
                done.add("closed " + service + " of " + did.value());
            }

            @Override
            public void keysChanged(Did did) {
                done.add("keys of " + did.value() + " are read anew");
            }
        };
        grants.pds = new Pds() {
            @Override
            public Optional<RepoRecord> find(AtUri uri) {
                return written.stream()
                        .filter(record -> record.uri().equals(uri))
                        .findFirst();
            }

            @Override
            public void delete(PdsSession session, AtUri uri) {
                done.add("deleted " + uri.rkey());
                written.removeIf(record -> record.uri().equals(uri));
            }
        };
        grants.sessions = new PdsSessions() {
            @Override
            public PdsSession of(TenantId tenant) {
                assertThat(tenant).isEqualTo(TENANT);
                return null;
            }
        };
        grants.steps = Timelines.in(database, clock);
    }

    @Test
    void letsOneWorkloadOfThatIssuerDoOneThing() {
        var contract = kept(ContractState.AWARDED);

        grants.write(contract);

        assertThat(granted)
                .singleElement()
                .isEqualTo(new NewGrant(
                        contract.records().rfp().orElseThrow().uri().rkey(),
                        URI.create("https://bob.test/wif"),
                        "bob",
                        "actx:bob:plc:aaaaaaaaaaaaaaaaaaaaaaaa:role:web",
                        "web",
                        Optional.empty()));
        assertThat(look(contract).records().role()).contains(ROLE);
        assertThat(told(contract)).isEqualTo(1);
    }

    @Test
    void writesTheSameOnceMoreAndTellsOfItOnce() {
        var contract = kept(ContractState.AWARDED);

        grants.write(contract);
        grants.write(look(contract));

        assertThat(granted.stream().distinct()).hasSize(1);
        assertThat(told(contract)).isEqualTo(1);
    }

    @Test
    void grantsNothingToABidWithoutAnIssuer() {
        config = records.write(BOB, MarketNsid.WIF_SIMPLE, Json.object().put("actx", "bob"));
        var contract = kept(ContractState.AWARDED);

        grants.write(contract);
        grants.requireAlone(contract, bid(contract.records().bid().orElseThrow()));

        assertThat(granted).isEmpty();
        assertThat(look(contract).records().role()).isEmpty();
        assertThat(asked).isEmpty();
    }

    /** Before anything is granted: a provider may give all machines of one role one subject. */
    @Test
    void asksWhetherAnotherWorkloadHasTheSubjectAlready() {
        var contract = kept(ContractState.AWARDED);

        grants.requireAlone(contract, bid(contract.records().bid().orElseThrow()));

        assertThat(asked).isEqualTo("actx:bob:plc:aaaaaaaaaaaaaaaaaaaaaaaa:role:web");
    }

    @Test
    void takesBackWhatWasWrittenWhileTheContractEnded() {
        var contract = kept(ContractState.AWARDED);
        endsMeanwhile = true;

        grants.write(contract);

        assertThat(done).containsExactly("granted", "withdrew " + ROLE.value());
        assertThat(told(contract)).isZero();
    }

    @Test
    void grantsNothingAfterTheEnd() {
        grants.write(kept(ContractState.ENDED));

        assertThat(granted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://bob test/", "http://[::1", "%"})
    void refusesAnIssuerThatIsNoUri(String issuer) {
        var contract = kept(ContractState.AWARDED);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Grants.of(contract, config(issuer, "bob")))
                .withMessageContaining("issuer_uri is no URI")
                .satisfies(e -> assertThat(e.type()).isEqualTo(MarketProblem.RECORD_INVALID));
    }

    /** A context with a colon could say it is another role's. */
    @ParameterizedTest
    @ValueSource(strings = {"bob:role:root", "bob role", ""})
    void refusesAContextThatCouldForgeASubject(String context) {
        var contract = kept(ContractState.AWARDED);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Grants.of(contract, config("https://bob.test/wif", context)))
                .satisfies(e -> assertThat(e.type()).isEqualTo(WifProblem.REQUEST_MALFORMED));
    }

    @Test
    void findsTheKeyThatTheWorkloadRegisteredAndNoOther() {
        var contract = kept(ContractState.RUNNING);
        granted(contract);
        var before = created(MarketNsid.SSH_PUBLIC_KEY, "gone");
        written.remove(before);
        created(new Nsid("app.bsky.feed.post"), "post");
        var key = created(MarketNsid.SSH_PUBLIC_KEY, "web");
        calls.add(call(Optional.empty()));

        assertThat(grants.key(contract)).contains(key);
        assertThat(look(contract).records().key()).contains(key.uri());
    }

    @Test
    void doesNotTakeAnotherContractsKeyForItsOwn() {
        var other = kept(ContractState.RUNNING);
        var contract = kept(ContractState.RUNNING);
        granted(contract);
        var key = created(MarketNsid.SSH_PUBLIC_KEY, "web");
        grants.keys.claim(other, key.uri());

        assertThat(grants.key(contract)).isEmpty();
    }

    @Test
    void knowsOfNoCallsBeforeThereIsAnAccept() {
        created(MarketNsid.SSH_PUBLIC_KEY, "web");

        assertThat(grants.calls(kept(ContractState.AWARDED))).isEmpty();
        assertThat(grants.calls(kept(ContractState.OPEN))).isEmpty();
    }

    /** First the right: what comes later is refused. */
    @Test
    void takesBackTheRightThenEveryKeyThenTheTunnels() {
        var other = kept(ContractState.RUNNING);
        var contract = kept(ContractState.RUNNING);
        granted(contract);
        var first = created(MarketNsid.SSH_PUBLIC_KEY, "web");
        var second = created(MarketNsid.SSH_PUBLIC_KEY, "admin");
        var others = created(MarketNsid.SSH_PUBLIC_KEY, "others");
        grants.keys.claim(other, others.uri());
        grants.key(contract);

        grants.withdraw(look(contract));
        grants.withdraw(look(contract));

        assertThat(done)
                .containsExactly(
                        "withdrew " + ROLE.value(),
                        "deleted " + first.uri().rkey(),
                        "closed web of " + ALICE.value(),
                        "deleted " + second.uri().rkey(),
                        "closed admin of " + ALICE.value(),
                        "keys of " + ALICE.value() + " are read anew");
        assertThat(written).containsExactly(others);
        assertThat(look(contract).records().role()).isEmpty();
    }

    private Contract kept(ContractState state) {
        var contract = Agreement.in(TENANT, Side.REQUESTER, state, clock.instant());
        contracts.add(contract);
        return contract;
    }

    private Contract look(Contract contract) {
        return contracts.get(TENANT, contract.id());
    }

    private void granted(Contract contract) {
        contracts.change(TENANT, contract.id(), c -> c.granting(ROLE));
        contract.granting(ROLE);
    }

    private long told(Contract contract) {
        return Timelines.kinds(grants.steps, TENANT, contract.id()).stream()
                .filter(StepKind.ROLE_GRANTED::equals)
                .count();
    }

    private RepoRecord config(String issuer, String context) {
        ObjectNode content = Json.object()
                .put("issuer_uri", issuer)
                .put("actx", context)
                .put("subject", "actx:{actx}:plc:{did-plc-key}:role:{role}");
        return records.write(BOB, MarketNsid.WIF_SIMPLE, content);
    }

    private ReceivedBid bid(StrongRef ref) {
        var bid = new RepoRecord(ref.uri(), ref.cid(), Json.object().put("$type", MarketNsid.BID.value()));
        var terms = records.write(BOB, MarketNsid.BIDS_FREE, Json.object());
        return new ReceivedBid(TENANT, UUID.randomUUID(), bid, terms, config, clock.instant());
    }

    /** By a workload, through the reverse proxy. */
    private RepoRecord created(Nsid collection, String service) {
        var record = records.write(ALICE, collection, Json.object().put("service", service));
        written.add(record);
        calls.add(call(Optional.of(record.ref())));
        return record;
    }

    private ProxiedCall call(Optional<StrongRef> created) {
        return new ProxiedCall(clock.instant(), true, "https://bob.test/wif", "s", "/xrpc/x", created, "");
    }

    private final class AlicesRoles extends Roles {
        @Override
        public AtUri place(TenantId tenant, String rkey) {
            return ROLE;
        }

        @Override
        public StrongRef grant(TenantId requester, NewGrant grant) {
            done.add("granted");
            granted.add(grant);
            if (endsMeanwhile) {
                var id = contracts.of(TENANT, Side.REQUESTER, 1).getFirst().id();
                contracts.change(TENANT, id, c -> c.end(Side.REQUESTER, clock.instant()));
            }
            return new StrongRef(ROLE, config.cid());
        }

        @Override
        public void requireAlone(TenantId requester, NewGrant grant) {
            asked = grant.subject();
        }

        @Override
        public void withdraw(TenantId tenant, AtUri record) {
            done.add("withdrew " + record.value());
        }

        @Override
        public List<ProxiedCall> calls(TenantId tenant, NewGrant grant, String order, Instant since) {
            assertThat(order).startsWith("at://" + ALICE.value() + "/" + MarketNsid.ACCEPT.value());
            return calls;
        }
    }
}
