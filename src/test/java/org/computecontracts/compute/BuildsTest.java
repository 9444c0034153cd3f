package org.computecontracts.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.compute.BuildState.BUILDING;
import static org.computecontracts.compute.BuildState.FAILED;
import static org.computecontracts.compute.BuildState.QUEUED;
import static org.computecontracts.compute.BuildState.RUNNING;
import static org.computecontracts.compute.BuildState.STOPPED;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.computecontracts.compute.Backend.Standing;
import org.computecontracts.compute.NewHold.Ground;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildsTest {
    private static final Database DATABASE = Database.fresh();
    private static final TenantId BOB = TenantId.random();
    private static final MachineSpec SPEC = new MachineSpec(1, "512M", "10G", "500G");

    private Portal portal = new Portal(DATABASE, "one", new BackendInMemory());

    @BeforeEach
    void bobHasABuilderForTwo() {
        DATABASE.clear();
        portal.builders.register(BOB, builder("rack", 2));
    }

    @Test
    void startsAnOrderOnceHoweverOftenItIsGiven() {
        portal.builds.start(BOB, order("a"));
        portal.builds.start(BOB, order("a"));
        portal.settle();

        assertThat(portal.backend.launched).hasSize(1);
        assertThat(portal.builds.of(BOB))
                .singleElement()
                .extracting(Build::state)
                .isEqualTo(BUILDING);
        assertThat(portal.events.fired()).containsExactly(new BuildEvent.Started(BOB, "a"));
    }

    @Test
    void startsAnOrderOnceWhenManyGiveItAtTheSameTime() {
        IntStream.range(0, 8).parallel().forEach(i -> portal.builds.start(BOB, order("a")));
        portal.settle();

        assertThat(portal.builds.of(BOB)).hasSize(1);
        assertThat(portal.backend.launched).hasSize(1);
    }

    @Test
    void givesTheGuestNormalisedUserDataAndKeepsItSealed() {
        portal.builds.start(BOB, order("a"));
        portal.settle();

        assertThat(portal.backend.launched.get(0).userData()).isEqualTo("#cloud-config\nruncmd: [echo secret]\n");
        var row = DATABASE.inTransaction(em ->
                (byte[]) em.createNativeQuery("select user_data from build").getSingleResult());
        assertThat(new String(row, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
    }

    @Test
    void runsWhenCloudInitHasFinishedAndSaysSoOnce() {
        portal.builds.start(BOB, order("a"));
        portal.settle();

        portal.backend.watch().finished("");
        portal.backend.watch().finished("");
        portal.settle();

        assertThat(state("a")).isEqualTo(RUNNING);
        assertThat(portal.events.fired())
                .containsExactly(new BuildEvent.Started(BOB, "a"), new BuildEvent.Running(BOB, "a"));
    }

    @Test
    void keepsWhatAMachineThatRunsReportsAsItsProblem() {
        portal.builds.start(BOB, order("a"));
        portal.settle();

        portal.backend.watch().finished("Runparts: 1 failures (runcmd)");
        portal.settle();

        var build = portal.builds.find(BOB, "a").orElseThrow();
        assertThat(build.state()).isEqualTo(RUNNING);
        assertThat(build.problem()).contains("Runparts: 1 failures (runcmd)");
        assertThat(build.detail()).isEqualTo("Running; cloud-init reports: Runparts: 1 failures (runcmd)");
    }

    @Test
    void keepsTheConsoleWithoutTokensAndOnlyItsEnd() {
        portal.settings.consoleLines = 3;
        portal.builds.start(BOB, order("a"));
        portal.settle();
        var watch = portal.backend.watch();

        watch.printed(List.of(line(1, "+ T=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl"), line(2, "two")));
        watch.printed(List.of(line(2, "two again"), line(3, "three"), line(4, "four")));

        assertThat(portal.builds.console(BOB, "a", 0))
                .extracting(ConsoleLine::text)
                .containsExactly("two", "three", "four");
        assertThat(portal.builds.console(BOB, "a", 3))
                .extracting(ConsoleLine::number)
                .containsExactly(4L);
    }

    @Test
    void takesTokensOutBeforeTheyAreStored() {
        portal.builds.start(BOB, order("a"));
        portal.settle();

        portal.backend.watch().printed(List.of(line(1, "+ T=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl")));

        assertThat(portal.builds.console(BOB, "a", 0))
                .extracting(ConsoleLine::text)
                .containsExactly("+ T=[token]");
    }

    @Test
    void letsAnOrderWaitUntilABuilderHasRoom() {
        for (var key : List.of("a", "b", "c")) {
            portal.builds.start(BOB, order(key));
            portal.settle();
        }
        assertThat(state("c")).isEqualTo(QUEUED);
        assertThat(portal.builders.roomFor(BOB, SPEC)).isEmpty();

        portal.builds.stop(BOB, "a", "Given back");
        portal.settle();
        portal.pass(5);

        assertThat(state("c")).isEqualTo(BUILDING);
    }

    @Test
    void refusesWhatNoBuilderCouldEverTake() {
        var large = new BuildOrder("a", "", new MachineSpec(3, "512M", "10G", "1G"), "#cloud-config\n", "guest");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> portal.builds.start(BOB, large))
                .extracting(ProblemException::type)
                .isEqualTo(ComputeProblem.NO_BUILDER);
        assertThat(portal.builds.of(BOB)).isEmpty();
    }

    @Test
    void tearsDownWhatIsStoppedAndStoppingAgainIsFine() {
        portal.builds.start(BOB, order("a"));
        portal.settle();

        portal.builds.stop(BOB, "a", "vm.delete");
        portal.builds.stop(BOB, "a", "vm.delete");
        portal.builds.stop(BOB, "none", "vm.delete");
        portal.settle();

        assertThat(portal.builds.find(BOB, "a")).hasValueSatisfying(build -> {
            assertThat(build.state()).isEqualTo(STOPPED);
            assertThat(build.detail()).isEqualTo("vm.delete");
        });
        assertThat(portal.backend.standings).isEmpty();
        assertThat(portal.events.fired())
                .filteredOn(BuildEvent.Stopped.class::isInstance)
                .hasSize(1);
    }

    @Test
    void neverMakesWhatWasStoppedInTheQueue() {
        portal.hold();
        portal.builds.start(BOB, order("a"));
        portal.builds.stop(BOB, "a", "changed her mind");
        portal.release();
        portal.settle();

        assertThat(state("a")).isEqualTo(STOPPED);
        assertThat(portal.backend.launched).isEmpty();
    }

    @Test
    void failsWhenTheMachineEndsByItself() {
        portal.builds.start(BOB, order("a"));
        portal.settle();
        portal.backend.watch().finished("");
        portal.settle();

        portal.backend.standings.replaceAll((id, standing) -> Standing.ENDED);
        portal.pass(3);

        assertThat(state("a")).isEqualTo(FAILED);
        assertThat(portal.events.fired()).last().isInstanceOf(BuildEvent.Failed.class);
        assertThat(portal.backend.standings).isEmpty();
    }

    @Test
    void failsWhenCloudInitNeverFinishes() {
        portal.builds.start(BOB, order("a"));
        portal.settle();

        portal.pass(601);

        assertThat(state("a")).isEqualTo(FAILED);
    }

    @Test
    void failsWhenTheNetworkVolumeIsUsedUp() {
        portal.builds.start(BOB, order("a"));
        portal.settle();

        portal.backend.watch().exhausted();
        portal.settle();

        assertThat(portal.builds.find(BOB, "a").orElseThrow().detail()).contains("network volume of 500G");
    }

    @Test
    void hearsAMachineAgainAfterThePortalWasKilled() {
        portal.builds.start(BOB, order("a"));
        portal.settle();
        portal.backend.watch().printed(List.of(line(1, "one"), line(2, "two")));

        portal = new Portal(DATABASE, "one", portal.backend);
        portal.pass(0);

        assertThat(portal.backend.launched).hasSize(1);
        assertThat(portal.backend.attached)
                .singleElement()
                .extracting(MachineOrder::lastLine)
                .isEqualTo(2L);
        portal.backend.watch().finished("");
        portal.settle();
        assertThat(state("a")).isEqualTo(RUNNING);
    }

    /** It had finished long ago, and there was nobody whom it could tell. */
    @Test
    void waitsForTheWordOfAMachineThatOutlivedItsPortalForLong() {
        portal.builds.start(BOB, order("a"));
        portal.settle();

        portal = new Portal(DATABASE, "one", portal.backend);
        portal.pass(1200);
        assertThat(state("a")).isEqualTo(BUILDING);
        portal.backend.watch().finished("");
        portal.settle();
        portal.pass(3);

        assertThat(state("a")).isEqualTo(RUNNING);
    }

    /** Its console may be busy for a moment: nobody waits for the next restart of the portal. */
    @Test
    void listensAgainToAMachineThatCouldNotBeHeardOnce() {
        portal.builds.start(BOB, order("a"));
        portal.settle();
        portal = new Portal(DATABASE, "one", portal.backend);
        portal.backend.deaf = true;
        portal.pass(3);
        assertThat(portal.backend.attached).isEmpty();

        portal.backend.deaf = false;
        portal.pass(3);

        assertThat(portal.backend.attached).hasSize(1);
        assertThat(state("a")).isEqualTo(BUILDING);
    }

    @Test
    void makesAHalfMadeMachineAnewAfterThePortalWasKilled() {
        portal.builds.start(BOB, order("a"));
        portal.settle();
        portal.backend.standings.clear();

        portal = new Portal(DATABASE, "one", portal.backend);
        portal.pass(0);

        assertThat(portal.backend.launched).hasSize(2);
        assertThat(state("a")).isEqualTo(BUILDING);
    }

    @Test
    void givesUpAfterThreeTries() {
        portal.backend.broken = true;
        portal.builds.start(BOB, order("a"));
        portal.settle();
        portal.pass(3);
        portal.pass(3);

        assertThat(state("a")).isEqualTo(FAILED);
        assertThat(portal.backend.tries.get()).isEqualTo(3);
    }

    @Test
    void leavesAnotherNodesMachineAloneAsLongAsItsLeaseRuns() {
        portal.builds.start(BOB, order("a"));
        portal.settle();
        var other = new Portal(DATABASE, "two", new BackendInMemory());

        other.pass(30);
        assertThat(other.backend.launched).isEmpty();

        other.pass(60);
        assertThat(other.backend.launched).hasSize(1);
    }

    @Test
    void showsNothingOfAnotherTenant() {
        portal.builds.start(BOB, order("a"));
        portal.settle();
        portal.backend.watch().printed(List.of(line(1, "one")));
        var eve = TenantId.random();

        assertThat(portal.builds.find(eve, "a")).isEmpty();
        assertThat(portal.builds.of(eve)).isEmpty();
        assertThat(portal.builds.console(eve, "a", 0)).isEmpty();
        assertThat(portal.builds.hostKey(eve, "a")).isEmpty();
        portal.builds.stop(eve, "a", "mine now");
        assertThat(state("a")).isEqualTo(BUILDING);
        assertThat(portal.builders.of(eve)).isEmpty();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> portal.builders.activate(
                        eve, portal.builders.of(BOB).get(0).id(), false))
                .extracting(ProblemException::type)
                .isEqualTo(ComputeProblem.BUILDER_NOT_FOUND);
    }

    @Test
    void registersEachNameOnceAndOnlyOnAKnownBackend() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> portal.builders.register(BOB, builder("rack", 1)))
                .extracting(ProblemException::type)
                .isEqualTo(ComputeProblem.BUILDER_EXISTS);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> portal.builders.register(
                        BOB, new NewBuilder("b", "cloud", 1, "1G", "10G", BigDecimal.ONE, "USD", "month")))
                .withMessage("There is no backend named cloud");
    }

    /** Whoever comes by a page is held to what the annotations say, too. */
    @Test
    void registersNoBuilderThatNoneCanBe() {
        var price = new BigDecimal("3.50");
        for (var wrong : List.of(
                new NewBuilder("cpus", "memory", Integer.MAX_VALUE, "1G", "10G", price, "USD", "month"),
                new NewBuilder("cpus", "memory", 0, "1G", "10G", price, "USD", "month"),
                new NewBuilder("mem", "memory", 1, "9999999T", "10G", price, "USD", "month"),
                new NewBuilder("mem", "memory", 1, "much", "10G", price, "USD", "month"),
                new NewBuilder("disk", "memory", 1, "1G", "1M", price, "USD", "month"),
                new NewBuilder("price", "memory", 1, "1G", "10G", new BigDecimal("1e-19"), "USD", "month"),
                new NewBuilder("price", "memory", 1, "1G", "10G", new BigDecimal("1e30"), "USD", "month"),
                new NewBuilder("price", "memory", 1, "1G", "10G", BigDecimal.ONE.negate(), "USD", "month"),
                new NewBuilder("frequency", "memory", 1, "1G", "10G", price, "USD", "sometimes"))) {
            assertThatExceptionOfType(ProblemException.class)
                    .as("%s", wrong)
                    .isThrownBy(() -> portal.builders.register(BOB, wrong))
                    .withMessageStartingWith(wrong.name() + " must be ");
        }
        assertThat(portal.builders.of(BOB)).extracting(Builder::name).containsExactly("rack");
    }

    @Test
    void offersOnlyActiveBuildersCheapestFirst() {
        portal.builders.register(
                BOB, new NewBuilder("cheap", "memory", 8, "8G", "100G", BigDecimal.ZERO, "USD", "month"));
        assertThat(portal.builders.roomFor(BOB, SPEC)).map(Builder::name).contains("cheap");

        portal.builders.activate(BOB, portal.builders.of(BOB).get(0).id(), false);

        assertThat(portal.builders.roomFor(BOB, SPEC)).map(Builder::name).contains("rack");
    }

    /** A role is more than a host name can be; whatever it is, there is a machine for it. */
    @ParameterizedTest
    @CsvSource({
        "web, web",
        "cap-A, cap-a",
        "akash_db, akash-db",
        "a.b, a-b",
        "Web, web",
        "-a-, a",
        "_, machine",
        "...---, machine",
        "x--y, x-y",
    })
    void derivesAHostNameFromAnyName(String name, String hostName) {
        portal.builds.start(BOB, new BuildOrder("a", "", SPEC, "#cloud-config\n", name));
        portal.settle();

        assertThat(portal.backend.launched)
                .singleElement()
                .matches(o -> o.hostName().equals(hostName));
    }

    @Test
    void derivesAHostNameOfNoMoreThanALabelHolds() {
        var order = new BuildOrder("a", "", SPEC, "#cloud-config\n", "r".repeat(62) + "._" + "r");

        assertThat(order.hostName()).isEqualTo("r".repeat(62));
    }

    @Test
    void holdsRoomForWhatIsBidOnUntilItIsOrderedOrRunsOut() {
        var large = new MachineSpec(2, "512M", "10G", "500G");
        assertThat(hold("one", large, 60)).isPresent();

        assertThat(hold("two", SPEC, 60)).isEmpty();
        assertThat(portal.builders.roomFor(BOB, SPEC)).isEmpty();
        assertThat(hold("one", large, 90)).isPresent();

        portal.pass(61);
        assertThat(hold("two", SPEC, 60)).isEmpty();
        portal.pass(30);
        assertThat(hold("two", SPEC, 60)).isPresent();
        assertThat(hold("one", large, 60)).isEmpty();
        portal.builders.release(BOB, "two");
        assertThat(hold("one", large, 60)).isPresent();
    }

    /** Whoever comes at the same moment gets what is left, not what somebody else was promised. */
    @Test
    void promisesRoomOnceHoweverManyAskAtTheSameTime() {
        var promised = IntStream.range(0, 8)
                .parallel()
                .filter(i -> hold("bid " + i, SPEC, 60).isPresent())
                .count();

        assertThat(promised).isEqualTo(2);
    }

    @Test
    void buildsInTheRoomThatWasHeldAlsoOnABuilderThatIsPausedMeanwhile() {
        assertThat(hold("hold a", SPEC, 60)).isPresent();
        hold("other", SPEC, 60);
        portal.builders.activate(BOB, portal.builders.of(BOB).getFirst().id(), false);

        portal.hold();
        portal.builds.start(BOB, order("a"));
        assertThat(state("a")).isEqualTo(QUEUED);
        portal.builders.activate(BOB, portal.builders.of(BOB).getFirst().id(), true);
        assertThat(portal.builders.roomFor(BOB, SPEC))
                .as("the queue takes room")
                .isEmpty();
        portal.builders.activate(BOB, portal.builders.of(BOB).getFirst().id(), false);
        portal.release();
        portal.settle();

        assertThat(state("a")).isEqualTo(BUILDING);
    }

    /** Whoever orders more than there is room for waits alone. */
    @Test
    void manyOrdersWithoutRoomDoNotHideOneThatHasRoom() {
        var carol = TenantId.random();
        portal.builders.register(carol, builder("rack", 2));
        portal.hold();
        for (var number = 0; number < 50; number++) {
            portal.builds.start(BOB, order("a" + number));
        }
        portal.builds.start(carol, order("b"));

        portal.foreman.goRound();

        assertThat(portal.builds.find(carol, "b").orElseThrow().state()).isEqualTo(BUILDING);
        portal.release();
        portal.settle();
    }

    @Test
    void waitsForRoomNoLongerThanItMay() {
        for (var key : List.of("a", "b", "c")) {
            portal.builds.start(BOB, order(key));
            portal.settle();
            portal.backend.watch().finished("");
        }

        portal.pass(3601);

        assertThat(state("a")).isEqualTo(RUNNING);
        assertThat(portal.builds.find(BOB, "c").orElseThrow())
                .matches(build -> build.state() == FAILED)
                .matches(build -> build.detail().equals("No builder had room within PT1H"));
        assertThat(portal.events.fired()).last().isInstanceOf(BuildEvent.Failed.class);
    }

    /** Whatever a backend throws, and however often. */
    @Test
    void failsInTimeWhenTheBackendOnlyThrows() {
        portal.backend.lost = true;
        portal.builds.start(BOB, order("a"));
        portal.settle();
        portal.pass(60);
        assertThat(state("a")).isEqualTo(BUILDING);

        portal.pass(601);

        assertThat(state("a")).isEqualTo(FAILED);
        assertThat(portal.events.fired()).last().isInstanceOf(BuildEvent.Failed.class);
    }

    /** What happened to its host is not its own doing, and whoever was not paid for it is not told that it was. */
    @Test
    void losesAMachineWithItsHost() {
        running("a");
        portal.backend.standings.replaceAll((id, standing) -> Standing.LOST);
        running("b");
        portal = new Portal(DATABASE, "one", portal.backend);
        portal.pass(0);

        assertThat(build("a"))
                .matches(build -> build.state() == FAILED && build.lost())
                .matches(build -> build.detail().equals("The machine was lost: its host was started anew"));
        assertThat(build("b").state()).isEqualTo(RUNNING);

        portal.backend.standings.replaceAll((id, standing) -> Standing.ENDED);
        portal.pass(3);
        assertThat(build("b")).matches(build -> build.state() == FAILED && !build.lost());
    }

    @Test
    void losesAMachineOfWhichNothingIsThere() {
        running("a");

        portal.backend.standings.clear();
        portal.pass(3);

        assertThat(build("a")).matches(build -> build.state() == FAILED && build.lost());
    }

    @Test
    void tellsOfAMachineThatWasLostBeforeItWasStopped() {
        running("a");

        portal.backend.standings.replaceAll((id, standing) -> Standing.LOST);
        portal.builds.stop(BOB, "a", "Given back");
        portal.settle();

        assertThat(build("a")).matches(build -> build.state() == STOPPED && build.lost());
    }

    /** Its room is taken as long as it is there; nobody waits for that, and it is not forgotten. */
    @Test
    void waitsNoLongerThanItMayForWhatCannotBeTornDown() {
        running("a");
        running("b");
        portal.backend.stuck = true;
        portal.builds.stop(BOB, "a", "Given back");
        portal.settle();
        portal.pass(3);
        assertThat(state("a")).isEqualTo(BuildState.STOPPING);

        portal.pass(600);

        assertThat(build("a")).matches(build -> build.state() == STOPPED && build.leftover());
        assertThat(build("a").detail())
                .isEqualTo("Given back. It could not be torn down within PT10M; its host goes on trying");
        assertThat(portal.events.fired()).last().isEqualTo(new BuildEvent.Stopped(BOB, "a"));
        assertThat(portal.builders.roomFor(BOB, SPEC)).as("taken").isEmpty();
        portal.backend.stuck = false;
        portal = new Portal(DATABASE, "one", portal.backend);
        portal.pass(3);
        assertThat(build("a")).matches(build -> build.state() == STOPPED && !build.leftover());
        assertThat(portal.builders.roomFor(BOB, SPEC)).as("free").isPresent();
        assertThat(portal.backend.standings).hasSize(1);
    }

    @Test
    void failsAtOnceAlsoWhenTheRestCannotBeTornDownYet() {
        running("a");
        portal.backend.stuck = true;
        portal.backend.standings.replaceAll((id, standing) -> Standing.ENDED);

        portal.pass(3);

        assertThat(build("a")).matches(build -> build.state() == FAILED && build.leftover() && !build.lost());
        portal.backend.stuck = false;
        portal.pass(3);
        assertThat(build("a").leftover()).isFalse();
        assertThat(portal.backend.standings).isEmpty();
    }

    /** The node is gone for good: another one says so. But who comes back itself has not looked for long enough to know. */
    @Test
    void losesWhatNobodyHasSeenForLong() {
        running("a");
        var other = new Portal(DATABASE, "two", new BackendInMemory());
        other.pass(1200);
        assertThat(state("a")).isEqualTo(RUNNING);

        for (var minutes = 0; minutes < 16; minutes++) {
            other.pass(60);
        }

        assertThat(build("a")).matches(build -> build.state() == FAILED && build.lost() && build.leftover());
        assertThat(build("a").detail()).isEqualTo("Nobody has seen the machine for PT15M");
        portal.pass(0);
        assertThat(portal.backend.standings).isEmpty();
        assertThat(build("a").leftover()).isFalse();
    }

    @Test
    void seesAMachineThatRunsForLong() {
        running("a");
        for (var minutes = 0; minutes < 40; minutes++) {
            portal.pass(60);
        }

        assertThat(state("a")).isEqualTo(RUNNING);
    }

    /** With the node that should do it away for good, too. */
    @Test
    void endsWhatANodeThatIsAwayShouldTearDown() {
        running("a");
        portal.hold();
        portal.builds.stop(BOB, "a", "Given back");
        var other = new Portal(DATABASE, "two", new BackendInMemory());
        other.pass(601);

        assertThat(build("a")).matches(build -> build.state() == STOPPED && build.leftover());
        portal.release();
    }

    /** Asked with what was read before the order came: the machine has its room, and takes it once. */
    @Test
    void keepsNoSecondRoomForWhatWasOrdered() {
        hold("hold a", SPEC, 60);
        portal.builds.start(BOB, order("a"));
        portal.settle();

        assertThat(hold("hold a", SPEC, 60)).map(Builder::name).contains("rack");

        assertThat(hold("other", SPEC, 60)).isPresent();
        assertThat(hold("third", SPEC, 60)).isEmpty();
    }

    @Test
    void movesToAnotherBuilderAsLongAsNothingWasOffered() {
        var large = new MachineSpec(2, "512M", "10G", "500G");
        hold("one", large, 60);
        portal.pass(61);
        hold("other", SPEC, 600);
        portal.builders.register(BOB, builder("second", 2));

        assertThat(hold("one", large, 60)).map(Builder::name).contains("second");
        assertThat(hold(new NewHold("one", "alice", large, portal.in(60), Ground.OFFERED)))
                .as("there it stays")
                .map(Builder::name)
                .contains("second");

        portal.pass(601);
        hold("more", large, 600);
        hold("most", large, 600);
        portal.builders.register(BOB, builder("third", 2));
        assertThat(hold(new NewHold("one", "alice", large, portal.in(60), Ground.OFFERED)))
                .as("at one builder's price, on that one or on none")
                .isEmpty();
    }

    /** Whoever asks and never pays, also in turn and taking it back each time, does not keep others from a provider. */
    @Test
    void keepsLittleRoomForOneWhoDoesNotPay() {
        portal.builders.register(BOB, builder("large", 4));
        assertThat(IntStream.range(0, 20)
                        .parallel()
                        .filter(i -> holdFor("eve", "eve " + i, Ground.NONE).isPresent())
                        .count())
                .as("a bid is made while there is room")
                .isEqualTo(20);
        for (var name : List.of("alice", "bert", "carl")) {
            assertThat(holdFor(name, name, Ground.NONE)).isPresent();
        }
        assertThat(holdFor("dora", "dora", Ground.NONE)).isEmpty();

        for (var i = 0; i < 20; i++) {
            portal.builders.release(BOB, "eve " + i);
        }
        holdFor("eve", "eve again", Ground.NONE);
        for (var name : List.of("emil", "fritz", "gustav")) {
            assertThat(holdFor(name, name, Ground.NONE)).as(name).isPresent();
        }
        portal.pass(3601);
        holdFor("eve", "eve later", Ground.NONE);
        assertThat(hold("too much", new MachineSpec(4, "512M", "10G", "1G"), 60))
                .as("an hour later she may again")
                .isEmpty();
    }

    @Test
    void keepsRoomForNobodyForLongWithoutMoney() {
        var large = new MachineSpec(2, "512M", "10G", "500G");
        for (var minute = 0; minute < 10; minute++) {
            assertThat(hold("eve", large, 120)).isPresent();
            portal.pass(60);
        }
        assertThat(holdFor("alice", "a", Ground.NONE)).isPresent();
        portal.builders.release(BOB, "a");

        assertThat(hold(new NewHold("eve", "eve", large, portal.in(120), Ground.OFFERED)))
                .as("once it is accepted, for as long again")
                .isPresent();
        assertThat(holdFor("alice", "a", Ground.NONE)).isEmpty();
        portal.pass(601);
        assertThat(hold(new NewHold("eve", "eve", large, portal.in(120), Ground.PAID)))
                .isPresent();
        portal.pass(60);
        assertThat(holdFor("alice", "a", Ground.NONE)).as("with money").isEmpty();
    }

    private Optional<Builder> hold(String key, MachineSpec spec, int seconds) {
        return hold(new NewHold(key, key, spec, portal.in(seconds), Ground.NONE));
    }

    private Optional<Builder> holdFor(String holder, String key, Ground ground) {
        return hold(new NewHold(key, holder, SPEC, portal.in(120), ground));
    }

    private Optional<Builder> hold(NewHold wanted) {
        return portal.builders.hold(BOB, wanted);
    }

    private void running(String key) {
        portal.builds.start(BOB, order(key));
        portal.settle();
        portal.backend.watch().finished("");
        portal.settle();
    }

    private Build build(String key) {
        return portal.builds.find(BOB, key).orElseThrow();
    }

    private BuildState state(String key) {
        return portal.builds.find(BOB, key).orElseThrow().state();
    }

    private static NewBuilder builder(String name, int cpus) {
        return new NewBuilder(name, "memory", cpus, "4G", "40G", new BigDecimal("3.50"), "USD", "month");
    }

    private static BuildOrder order(String key) {
        return new BuildOrder(key, "hold " + key, SPEC, "#cloud-init\nruncmd: [echo secret]\n", "guest");
    }

    private static ConsoleLine line(long number, String text) {
        return new ConsoleLine(number, Instant.EPOCH, "cloud-init", text);
    }
}
