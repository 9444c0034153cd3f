package org.computecontracts.network.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.testing.Injection.configure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.NetworkUnderTest;
import org.computecontracts.network.ingest.RepoChanges;
import org.computecontracts.network.ingest.RepoHead;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.FakeHost;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.SignedRepo;
import org.computecontracts.testing.SignedRepo.Write;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowedHostsTest {
    private static final Database DATABASE = Database.fresh();
    private static final URI RELAY = URI.create("https://relay.example");
    private final FakeHost host = FakeHost.start();
    private final MovingClock clock = new MovingClock();
    private final NetworkUnderTest portal = new NetworkUnderTest(DATABASE, host.http(), host.identities(clock), clock);
    private final SignedRepo alice = host.account("alice.test");

    @BeforeEach
    void anEmptyList() {
        DATABASE.clear();
    }

    @AfterEach
    void end() {
        portal.close();
        host.close();
    }

    @Test
    void whatNothingNamesAnyMoreIsLeftAfterAWhile() {
        portal.followed.follow(host.url(), HostKind.PDS, FollowReason.CRAWL, "it asked to be read");
        clock.pass(Duration.ofDays(6));
        portal.followed.leave();
        assertThat(of(host.url()).state()).isEqualTo(HostState.NEW);

        clock.pass(Duration.ofDays(2));
        portal.followed.leave();

        assertThat(of(host.url()).state()).isEqualTo(HostState.STOPPED);
        assertThat(of(host.url()).problem()).contains("Nothing has named it since");
        assertThat(claims()).doesNotContain(host.url());

        portal.followed.followHostOf(alice.did, FollowReason.TRUST);
        assertThat(of(host.url()).state()).isEqualTo(HostState.NEW);
        assertThat(of(host.url()).reason()).isEqualTo(FollowReason.TRUST);
        assertThat(of(host.url()).problem()).isNull();
    }

    @Test
    void whatIsNamedAgainAndAgainStays() {
        for (var day = 0; day < 20; day++) {
            portal.followed.followHostOf(alice.did, FollowReason.TENANT);
            clock.pass(Duration.ofDays(1));
            portal.followed.leave();
        }

        assertThat(of(host.url()).state()).isEqualTo(HostState.NEW);
        assertThat(of(host.url()).reason()).isEqualTo(FollowReason.TENANT);
    }

    @Test
    void whoseAccountsWriteWhatConcernsUsStaysForThat() {
        portal.followed.followHostOf(alice.did, FollowReason.TENANT);
        take(Write.put("com.fedproxy.sshPublicKey/a", "one"));

        clock.pass(Duration.ofDays(30));
        portal.followed.leave();
        assertThat(of(host.url()).reason()).isEqualTo(FollowReason.RECORD);
        assertThat(of(host.url()).because()).isEqualTo(alice.did.value());

        take(Write.delete("com.fedproxy.sshPublicKey/a"));
        clock.pass(Duration.ofDays(30));
        portal.followed.leave();
        assertThat(of(host.url()).state()).isEqualTo(HostState.STOPPED);
    }

    /** What is read of it says that nothing there concerns us. */
    @Test
    void aHostWithNothingForUsHasOnlyAsked() {
        portal.followed.follow(host.url(), HostKind.PDS, FollowReason.CRAWL, "it asked to be read");
        host.write(alice, Write.put("app.bsky.feed.post/x", "hello"));
        portal.polls.poll(new PollTurn(host.url(), HostKind.PDS, HostState.WAITING));
        portal.resyncAll(clock);
        assertThat(portal.network.repo(alice.did).orElseThrow().isSynchronised())
                .isTrue();

        assertThat(of(host.url()).reason()).isEqualTo(FollowReason.CRAWL);

        host.write(alice, Write.put("com.fedproxy.sshPublicKey/a", "one"));
        portal.polls.poll(new PollTurn(host.url(), HostKind.PDS, HostState.WAITING));
        portal.resyncAll(clock);
        assertThat(of(host.url()).reason()).isEqualTo(FollowReason.RECORD);
    }

    @Test
    void whomARecordNamesIsListenedToForAsLongAsItIsThere() {
        try (var other = FakeHost.start()) {
            var bob = host.account("bob.test");
            host.publish(bob, "bob.test", other.url());
            portal.followed.follow(host.url(), HostKind.PDS, FollowReason.SETTING, "test");
            portal.followed.followHostOf(bob.did, FollowReason.RECORD);
            take(new Write(
                    "com.fedproxy.rbac/" + bob.did,
                    Json.object().put("$type", "com.fedproxy.rbac").put("text", "of somebody")));
            known(bob);

            clock.pass(Duration.ofDays(30));
            portal.followed.leave();
            assertThat(of(other.url()).state()).isEqualTo(HostState.NEW);

            take(Write.delete("com.fedproxy.rbac/" + bob.did));
            clock.pass(Duration.ofDays(30));
            portal.followed.leave();
            assertThat(of(other.url()).state()).isEqualTo(HostState.STOPPED);
        }
    }

    /** As a poll of its server makes it known. */
    private void known(SignedRepo repo) {
        var document = host.identities(clock).resolve(repo.did);
        portal.store.change(
                List.of(repo.did),
                "test",
                clock.instant(),
                heads -> new RepoChanges(
                        List.of(RepoHead.unseen(repo.did).with(document, clock.instant())),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    @Test
    void settingsAreNeverLeft() {
        configure(portal.settings, "cc.network.relays", Optional.of(RELAY.toString()));
        portal.followed.followSettings();
        clock.pass(Duration.ofDays(100));

        portal.followed.leave();

        assertThat(portal.network.hosts())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.state()).isEqualTo(HostState.NEW));
        configure(portal.settings, "cc.network.relays", Optional.empty());
        clock.pass(Duration.ofDays(100));
        portal.followed.leave();
        assertThat(of(RELAY).state()).isEqualTo(HostState.STOPPED);
    }

    @Test
    void aHostIsOneWithOrWithoutTheUsualPort() {
        for (var url : List.of("https://one.example", "https://One.example:443/", "HTTPS://one.example:443/xrpc")) {
            follow(url, FollowReason.RECORD);
        }
        follow("http://two.example", FollowReason.RECORD);
        follow("http://two.example:80", FollowReason.RECORD);
        follow("https://two.example:80", FollowReason.RECORD);
        follow("https://two.example:8443", FollowReason.RECORD);

        assertThat(portal.network.hosts())
                .extracting(one -> one.url().toString())
                .containsExactlyInAnyOrder(
                        "https://one.example",
                        "http://two.example",
                        "https://two.example:80",
                        "https://two.example:8443");
    }

    @Test
    void aStrongerReasonIsKept() {
        portal.followed.followHostOf(alice.did, FollowReason.CRAWL);
        portal.followed.followHostOf(alice.did, FollowReason.TENANT);
        portal.followed.followHostOf(alice.did, FollowReason.RECORD);

        assertThat(of(host.url()).reason()).isEqualTo(FollowReason.TENANT);
    }

    @Test
    void whoOnlyAskedMakesRoomForWhomARecordNames() {
        configure(portal.settings, "cc.network.max-hosts", 8);
        for (var i = 0; i < 4; i++) {
            follow("https://n" + i + ".example", FollowReason.CRAWL);
        }
        refused("https://late.example", FollowReason.RECORD);
        clock.pass(Duration.ofMinutes(11));

        follow("https://late.example", FollowReason.RECORD);

        assertThat(of(URI.create("https://late.example")).state()).isEqualTo(HostState.NEW);
        assertThat(portal.network.hosts())
                .filteredOn(one -> one.state() == HostState.STOPPED)
                .singleElement()
                .satisfies(one -> assertThat(one.problem()).isEqualTo("It made room for https://late.example"));
    }

    /** A stranger may own as many names under one domain as he likes. */
    @Test
    void oneSiteDoesNotKeepTheOthersOut() {
        configure(portal.settings, "cc.network.max-hosts", 12);
        for (var i = 0; i < 6; i++) {
            follow("https://n" + i + ".greedy.example", FollowReason.RECORD);
        }

        for (var other : List.of("https://a.example.org", "https://b.honest.co.uk", "https://pds.c.net")) {
            follow(other, FollowReason.CRAWL);
            assertThat(of(URI.create(other)).state()).isEqualTo(HostState.NEW);
        }

        refused("https://n9.greedy.example", FollowReason.RECORD);
        assertThat(portal.network.hosts())
                .filteredOn(one -> one.state() == HostState.STOPPED)
                .hasSize(3);
    }

    @Test
    void ofHostsThatAreLeftOnlySomeAreRemembered() {
        configure(portal.settings, "cc.network.max-hosts", 3000);
        for (var i = 0; i < 600; i++) {
            follow("https://n" + i + ".example", FollowReason.CRAWL);
        }
        clock.pass(Duration.ofDays(8));

        portal.followed.leave();

        assertThat(portal.network.hosts()).hasSize(501); // and our own
    }

    @Test
    void streamsOfHostsThatAreLeftEnd() throws Exception {
        portal.followed.follow(host.url(), HostKind.PDS, FollowReason.CRAWL, "test");
        var claim = claim();
        var reading = new Thread(() -> portal.reader.read(claim));
        reading.start();
        for (var tries = 0; host.listeners() == 0; tries++) {
            assertThat(tries).isLessThan(500);
            Thread.sleep(20);
        }
        clock.pass(Duration.ofDays(8));
        portal.followed.leave();

        var now = clock.instant();
        portal.reader.leaveAllBut(
                portal.reader.reading(), portal.hosts.renew("node", portal.reader.reading(), now.plusSeconds(15)));

        reading.join(10_000);
        assertThat(reading.isAlive()).isFalse();
        assertThat(of(host.url()).state()).isEqualTo(HostState.STOPPED);
    }

    private void follow(String url, FollowReason reason) {
        portal.followed.follow(URI.create(url), HostKind.PDS, reason, "test");
    }

    private void refused(String url, FollowReason reason) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> follow(url, reason))
                .extracting(ProblemException::type)
                .isEqualTo(NetworkProblem.TOO_MANY_HOSTS);
    }

    private void take(Write... writes) {
        portal.hosts.claim(ClaimTurn.of("node", clock.instant(), clock.instant().plusSeconds(15), 10));
        var claim = new HostClaim(host.url(), HostKind.PDS, "node", null);
        portal.ingest.take(claim, List.of(host.write(alice, writes)));
    }

    private HostClaim claim() {
        return portal.hosts
                .claim(ClaimTurn.of("node", clock.instant(), clock.instant().plusSeconds(15), 10))
                .getFirst();
    }

    private List<URI> claims() {
        return portal
                .hosts
                .claim(ClaimTurn.of("node", clock.instant(), clock.instant().plusSeconds(15), 10))
                .stream()
                .map(HostClaim::url)
                .toList();
    }

    private NetworkHost of(URI url) {
        return portal.network.hosts().stream()
                .filter(one -> one.url().equals(url))
                .findFirst()
                .orElseThrow();
    }
}
