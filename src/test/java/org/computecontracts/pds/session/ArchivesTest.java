package org.computecontracts.pds.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.computecontracts.pds.Refusals.assertRefused;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.repo.Car;
import org.computecontracts.atproto.repo.CarReader;
import org.computecontracts.atproto.repo.MissingBlockException;
import org.computecontracts.atproto.repo.Mst;
import org.computecontracts.atproto.repo.RepoCommit;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {
    private static final Database DATABASE = Database.fresh();
    private static final Path CONFORMANCE = Path.of("dev", "conformance");
    private static final String NOTE = "com.example.note";
    private static final int NOTES = 60;
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, new MovingClock());
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());

    @BeforeEach
    void aliceHasManyNotes() {
        DATABASE.clear();
        alice = pds.signUp("alice.test");
        IntStream.range(0, NOTES).forEach(this::put);
        for (var i = 0; i < NOTES; i += 7) {
            pds.procedure("com.atproto.repo.deleteRecord", alice.access(), input(i));
        }
    }

    @Test
    void theWholeRepositoryIsSignedAndComplete() {
        var car = repository(Map.of());

        var commit = RepoCommit.of(car.block(car.roots().getFirst()));
        assertThat(commit.verify(key())).isTrue();
        assertThat(commit.did()).isEqualTo(alice.did());
        var entries = Mst.open(commit.data(), car::block).entries();
        assertThat(entries).hasSize(NOTES - 9).doesNotContainKey(NOTE + "/k0");
        var atOnce = Mst.empty();
        entries.forEach(atOnce::put);
        assertThat(atOnce.root()).isEqualTo(commit.data());
        assertThat(car.blocks()).hasSize(1 + atOnce.changes().added().size() + entries.size());
        assertThat(car.blocks()).containsKeys(entries.values().toArray(Cid[]::new));
    }

    @Test
    void givesOnlyWhatCameAfterARevision() {
        var before = repository(Map.of());
        var rev = RepoCommit.of(before.block(before.roots().getFirst())).rev();
        put(1000);

        var after = repository(Map.of("since", rev.value()));

        assertThat(after.blocks().size()).isLessThan(10);
        var both = new HashMap<>(before.blocks());
        both.putAll(after.blocks());
        var commit = RepoCommit.of(after.block(after.roots().getFirst()));
        assertThat(Mst.open(commit.data(), both::get).entries()).hasSize(NOTES - 8);
    }

    @Test
    void provesThatARecordIsThereOrNot() {
        var there = proof("k1");
        var commit = RepoCommit.of(there.block(there.roots().getFirst()));
        var tree = Mst.open(commit.data(), there::block);
        assertThat(tree.get(NOTE + "/k1"))
                .hasValueSatisfying(cid -> assertThat(there.blocks()).containsKey(cid));
        assertThat(commit.verify(key())).isTrue();

        var absent = proof("k0");
        assertThat(Mst.open(commit.data(), absent::block).get(NOTE + "/k0")).isEmpty();
        assertThatExceptionOfType(MissingBlockException.class).isThrownBy(tree::entries);
    }

    @Test
    void givesSingleBlocks() {
        var head = pds.query(
                "com.atproto.sync.getLatestCommit",
                null,
                Map.of("did", alice.did().value()));
        var cid = head.get("cid").asText();
        var did = alice.did().value();

        var car = CarReader.read(pds.archive("com.atproto.sync.getBlocks", Map.of("did", did, "cids", cid)));

        assertThat(car.blocks()).containsOnlyKeys(new Cid(cid));
        var missing = Cid.ofRaw(new byte[1]).value();
        assertRefused(
                PdsProblem.BLOCK_NOT_FOUND,
                () -> pds.archive("com.atproto.sync.getBlocks", Map.of("did", did, "cids", missing)));
    }

    @Test
    void listsTheRepositoriesHere() {
        var bob = pds.signUp("bob.test");

        var all = pds.query("com.atproto.sync.listRepos", null, Map.of());
        assertThat(dids(all))
                .containsExactlyInAnyOrder(alice.did().value(), bob.did().value());
        var page = pds.query("com.atproto.sync.listRepos", null, Map.of("limit", "1"));
        var next = pds.query(
                "com.atproto.sync.listRepos",
                null,
                Map.of("limit", "1", "cursor", page.get("cursor").asText()));
        assertThat(dids(page)).doesNotContainAnyElementsOf(dids(next));
        assertThat(dids(pds.query("com.atproto.sync.listReposByCollection", null, Map.of("collection", NOTE))))
                .containsExactly(alice.did().value());
        assertRefused(
                PdsProblem.REPO_NOT_FOUND,
                () -> pds.query("com.atproto.sync.getRepoStatus", null, Map.of("did", "did:plc:nobody")));
    }

    /** Skipped where node, or the packages of {@code dev/conformance} (npm ci), are missing. */
    @Test
    void theReferenceImplementationAcceptsTheRepository(@TempDir Path folder) throws Exception {
        assumeThat(CONFORMANCE.resolve("node_modules"))
                .as("dev/conformance/node_modules: run npm ci there")
                .exists();
        assumeThat(runs("node", "--version")).as("node on the PATH").isTrue();
        var car = folder.resolve("alice.car");
        Files.write(
                car,
                pds.archive(
                        "com.atproto.sync.getRepo", Map.of("did", alice.did().value())));

        var report = Json.readObject(verified(car, key()).getInputStream().readAllBytes());

        assertThat(report.path("paths")).hasSize(NOTES - 9);
        assertThat(report.path("commit").asText())
                .isEqualTo(repository(Map.of()).roots().getFirst().value());
        var bob = pds.signUp("bob.test");
        var wrongKey = VerifyingKey.ofMultibase(multibase(bob));
        assertThat(verified(car, wrongKey).waitFor()).isNotZero();
    }

    private Process verified(Path car, VerifyingKey key) throws IOException {
        var command = new ProcessBuilder(
                "node",
                "verify-repo.mjs",
                car.toAbsolutePath().toString(),
                alice.did().value(),
                key.didKey());
        return command.directory(CONFORMANCE.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor(30, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        }
    }

    private VerifyingKey key() {
        return VerifyingKey.ofMultibase(multibase(alice));
    }

    private static String multibase(PdsUnderTest.Login login) {
        return login.answer()
                .at("/didDoc/verificationMethod/0/publicKeyMultibase")
                .asText();
    }

    private void put(int number) {
        var input = input(number);
        input.putObject("record").put("text", "note " + number);
        pds.procedure("com.atproto.repo.putRecord", alice.access(), input);
    }

    private ObjectNode input(int number) {
        return Json.object()
                .put("repo", alice.did().value())
                .put("collection", NOTE)
                .put("rkey", "k" + number);
    }

    private Car repository(Map<String, String> more) {
        var parameters = new HashMap<>(more);
        parameters.put("did", alice.did().value());
        return CarReader.read(pds.archive("com.atproto.sync.getRepo", parameters));
    }

    private Car proof(String rkey) {
        var parameters = Map.of("did", alice.did().value(), "collection", NOTE, "rkey", rkey);
        return CarReader.read(pds.archive("com.atproto.sync.getRecord", parameters));
    }

    private static List<String> dids(ObjectNode answer) {
        return StreamSupport.stream(answer.path("repos").spliterator(), false)
                .map(repo -> repo.path("did").asText())
                .toList();
    }
}
