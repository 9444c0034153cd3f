package org.computecontracts.atproto.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.configure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.testing.FakeHost;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.NameServer;
import org.computecontracts.testing.SignedRepo;
import org.computecontracts.testing.SignedRepo.Write;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedLexiconsTest {
    private static final Nsid NOTE = new Nsid("com.example.notes.note");
    private static final String PATH = "com.atproto.lexicon.schema/" + NOTE;
    private final NameServer dns = new NameServer();
    private final FakeHost host = FakeHost.start();
    private final SignedRepo owner = host.account("notes.example.com");
    private final MovingClock clock = new MovingClock();
    private final PublishedLexicons published = new PublishedLexicons();

    @BeforeEach
    void isPublished() {
        published.settings = AtprotoSettings.with(host.url().resolve("/plc"), List.of());
        configure(published.settings, "cc.atproto.name-server", Optional.of(dns.address()));
        published.identities = host.identities(clock);
        published.http = host.http();
        published.clock = clock;
        published.lexicons = new Lexicons();
        published.start();
        owner.commit(1, new Write(PATH, lexicon(NOTE.value())));
        dns.answers("did=" + owner.did);
    }

    private static ObjectNode lexicon(String id) {
        var lexicon = Json.object()
                .put("$type", "com.atproto.lexicon.schema")
                .put("lexicon", 1)
                .put("id", id);
        var record = lexicon.putObject("defs")
                .putObject("main")
                .put("type", "record")
                .put("key", "tid")
                .putObject("record");
        record.put("type", "object").putObject("properties").putObject("text").put("type", "string");
        record.withObjectProperty("properties")
                .putObject("version")
                .put("type", "integer")
                .put("const", 2);
        record.putArray("required").add("text");
        return lexicon;
    }

    @AfterEach
    void end() {
        dns.close();
        host.close();
    }

    @Test
    void isFoundByTheDnsOfItsAuthorityAndProvedByItsOwner() {
        var found = published.find(NOTE);

        assertThat(dns.asked()).isEqualTo("_lexicon.notes.example.com.");
        assertThat(found.told()).isEqualTo(owner.did + " publishes it.");
        var lexicon = found.lexicon().orElseThrow();
        assertThat(lexicon.cid()).isEqualTo(owner.cid(PATH));
        var note = Json.object().put("$type", NOTE.value());
        assertThat(published.violations(lexicon, record(note))).hasSize(1);
        assertThat(published.violations(lexicon, record(note.deepCopy().put("text", "x"))))
                .isEmpty();
    }

    private RepoRecord record(ObjectNode json) {
        return new RepoRecord(AtUri.of(owner.did, NOTE, "x"), Cid.ofRecord(json), json);
    }

    @Test
    void isAskedForOnceAnHour() {
        published.find(NOTE);
        published.find(NOTE);
        assertThat(dns.questions).hasValue(1);

        clock.pass(Duration.ofMinutes(61));
        published.find(NOTE);

        assertThat(dns.questions).hasValue(2);
    }

    @Test
    void aNameThatIsNotThereIsNoTrouble() {
        dns.answers();
        dns.failure = NameServer.NXDOMAIN;

        assertThat(none()).contains("there is no TXT record at _lexicon.notes.example.com");

        dns.failure = 0;
        dns.answers("did=" + owner.did);
        clock.pass(Duration.ofMinutes(6));
        assertThat(published.find(NOTE).lexicon()).isPresent();
    }

    @Test
    void aNameServerInTroubleOrSilentTellsNothing() {
        dns.answers();
        dns.failure = NameServer.SERVFAIL;
        assertThat(none()).contains("no name server answers about _lexicon.notes.example.com");

        dns.silent = true;
        clock.pass(Duration.ofMinutes(6));
        assertThat(none()).contains("no name server answers");
        var asked = dns.questions.get();
        assertThat(none()).contains("no name server answers");
        assertThat(dns.questions).hasValue(asked);
    }

    @Test
    void anAliasLeadsToTheTextsOfItsName() {
        dns.alias = "elsewhere.example.org";

        assertThat(published.find(NOTE).lexicon()).isPresent();
    }

    @Test
    void aliasesInACircleLeadNowhere() {
        dns.answers();
        dns.alias = "_lexicon.notes.example.com";

        assertThat(none()).contains("there is no TXT record");
        assertThat(dns.questions.get()).isLessThan(20);
    }

    @Test
    void ofSeveralTextsOneMustNameAnAccount() {
        dns.answers("v=spf1 -all", "did=" + owner.did, "did=nobody", "did=" + owner.did);
        assertThat(published.find(NOTE).lexicon()).isPresent();

        dns.answers("did=" + owner.did, "did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
        clock.pass(Duration.ofHours(2));
        assertThat(none()).contains("Several accounts are named");
    }

    @Test
    void whatIsUnderAnotherNameDoesNotCount() {
        owner.commit(2, new Write(PATH, lexicon("com.example.notes.other")));

        assertThat(none()).contains("publishes something else there: com.example.notes.other");
    }

    @Test
    void anOwnerWithoutALexiconSaysSoWithProof() {
        owner.commit(2, Write.delete(PATH));

        assertThat(none()).contains("publishes no lexicon for it");
    }

    @Test
    void whatItsOwnerDidNotSignDoesNotCount() {
        owner.rotate(SigningKey.generate(SigningKey.Curve.K256));

        assertThat(none()).contains("cannot be had").contains("not signed by");
    }

    @Test
    void anOwnerThatIsNobodyOrRefusesHasNone() {
        host.refusal = "RepoDeactivated";
        assertThat(none()).contains("cannot be had");

        dns.answers("did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
        clock.pass(Duration.ofHours(2));
        assertThat(none()).contains("cannot be had");
    }

    private String none() {
        var found = published.find(NOTE);
        assertThat(found.lexicon()).isEmpty();
        return found.told();
    }
}
