package org.computecontracts.atproto.pds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.testing.FakePds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PdsTest {
    private static final Nsid THING = new Nsid("com.example.thing");

    private final FakePds network = FakePds.start();
    private final Pds pds = network.client();
    private final FakePds.Account alice = network.account("alice.test");
    private final PdsSession session = network.session(alice);

    @AfterEach
    void stop() {
        network.close();
    }

    private static ObjectNode thing(String text) {
        return Json.object().put("$type", THING.value()).put("text", text);
    }

    private static void refused(ProblemType type, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .extracting(ProblemException::type)
                .isEqualTo(type);
    }

    @Test
    void createsARecordOnceHoweverOftenItIsAsked() {
        var first = pds.create(session, THING, "a", thing("one"));
        var again = pds.create(session, THING, "a", thing("one"));

        assertThat(again).isEqualTo(first);
        assertThat(pds.list(alice.did, THING)).extracting(RepoRecord::ref).containsExactly(first);
    }

    @Test
    void refusesToCreateOverOtherContent() {
        pds.create(session, THING, "a", thing("one"));

        refused(AtprotoProblem.RECORD_EXISTS, () -> pds.create(session, THING, "a", thing("two")));
        assertThat(pds.get(AtUri.of(alice.did, THING, "a")).text("text")).isEqualTo("one");
    }

    @Test
    void addsTheTypeAndRefusesAForeignOne() {
        var untyped = Json.object().put("text", "one");

        var ref = pds.create(session, THING, "a", untyped);

        assertThat(ref.cid()).isEqualTo(Cid.ofRecord(thing("one")));
        assertThat(untyped.has("$type")).isFalse();
        refused(
                AtprotoProblem.INVALID_RECORD,
                () -> pds.create(session, new Nsid("com.example.other"), "a", thing("one")));
    }

    @Test
    void readsBackTheVersionAskedFor() {
        var first = pds.create(session, THING, "a", thing("one"));
        assertThat(pds.get(first).json()).isEqualTo(thing("one"));

        var second = pds.put(session, THING, "a", thing("two"));

        assertThat(pds.get(second).json()).isEqualTo(thing("two"));
        assertThat(pds.get(first.uri()).ref()).isEqualTo(second);
        refused(AtprotoProblem.RECORD_NOT_FOUND, () -> pds.get(first));
    }

    @Test
    void swapsOnlyTheVersionItKnowsAndMayBeRepeated() {
        var first = pds.create(session, THING, "a", thing("one"));
        var second = pds.swap(session, first, thing("two"));

        assertThat(pds.swap(session, first, thing("two"))).isEqualTo(second);
        refused(AtprotoProblem.INVALID_SWAP, () -> pds.swap(session, first, thing("three")));
    }

    @Test
    void deletesAndDoesNotMindWhatIsGone() {
        var ref = pds.create(session, THING, "a", thing("one"));
        pds.delete(session, ref.uri());
        pds.delete(session, ref.uri());

        assertThat(pds.find(ref.uri())).isEmpty();
        refused(AtprotoProblem.RECORD_NOT_FOUND, () -> pds.get(ref.uri()));
        var bob = network.account("bob.test");
        refused(AtprotoProblem.PDS_REFUSED, () -> pds.delete(session, AtUri.of(bob.did, THING, "a")));
    }

    @Test
    void seesThroughAPdsThatLies() {
        var ref = pds.create(session, THING, "a", thing("one"));

        network.lie = view -> view.set("value", thing("changed"));
        refused(AtprotoProblem.CID_MISMATCH, () -> pds.get(ref));
        refused(AtprotoProblem.CID_MISMATCH, () -> pds.get(ref.uri()));
        assertThat(pds.list(alice.did, THING)).isEmpty();

        network.lie = view -> {
            view.put("cid", Cid.ofRecord(thing("changed")).value());
            return view.set("value", thing("changed"));
        };
        refused(AtprotoProblem.CID_MISMATCH, () -> pds.get(ref));

        network.lie = view -> view.put("uri", "at://did:plc:eve/com.example.thing/a");
        refused(AtprotoProblem.CID_MISMATCH, () -> pds.get(ref));

        var foreign = Json.object().put("$type", "com.example.other");
        network.lie = view -> {
            view.put("cid", Cid.ofRecord(foreign).value());
            return view.set("value", foreign);
        };
        refused(AtprotoProblem.INVALID_RECORD, () -> pds.get(ref.uri()));
    }

    @Test
    void saysThatASessionHasEnded() {
        var unknown = new PdsSession() {
            @Override
            public Did did() {
                return alice.did;
            }

            @Override
            public URI pds() {
                return network.url();
            }

            @Override
            public HttpAnswer send(HttpRequest request) {
                return network.http().send(request.bearer("did:plc:nobody"));
            }
        };

        refused(AtprotoProblem.SESSION_EXPIRED, () -> pds.create(unknown, THING, "a", thing("one")));
    }

    @Test
    void listsAllPagesNewestFirst() {
        for (var i = 0; i < 250; i++) {
            network.store(alice, THING, "k%03d".formatted(i), thing("n" + i));
        }
        network.store(alice, new Nsid("com.example.thingummy"), "a", thing("other"));

        var records = pds.list(alice.did, THING);

        assertThat(records).hasSize(250);
        assertThat(records.getFirst().uri().rkey()).isEqualTo("k249");
        assertThat(records.getLast().uri().rkey()).isEqualTo("k000");
    }

    @Test
    void stopsAtARepositoryWithoutEnd() {
        for (var i = 0; i < 5001; i++) {
            network.store(alice, THING, "k%05d".formatted(i), thing(""));
        }

        refused(KernelProblem.TOO_LARGE, () -> pds.list(alice.did, THING));
    }

    @Test
    void leavesAServerThatDripsItsRecords() {
        for (var number = 0; number < 150; number++) {
            network.store(alice, THING, "r" + number, thing("n" + number));
        }
        alice.pageSize = 1;

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> pds.list(alice.did, THING))
                .withMessageContaining("does not come to the end");
        assertThat(network.calls())
                .filteredOn(call -> call.contains("listRecords"))
                .hasSize(100);
        assertThat(pds.newest(alice.did, THING)).hasSize(1);
    }

    @Test
    void theRevisionTellsOfChange() {
        var before = pds.latestRev(alice.did);
        assertThat(pds.latestRev(alice.did)).isEqualTo(before);

        pds.create(session, THING, "a", thing("one"));

        assertThat(pds.latestRev(alice.did)).isGreaterThan(before);
    }
}
