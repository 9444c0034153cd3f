package org.computecontracts.atproto.lexicon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.CommitProof;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.DnsTexts;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.atproto.resolution.ShortMemory;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;

/**
 * Lexicons as their owners publish them: whose an NSID is says the DNS of its authority, and that account's repository holds
 * the lexicon (AT Protocol, Lexicon, publication and resolution).
 */
@ApplicationScoped
public class PublishedLexicons {
    private static final Nsid SCHEMAS = new Nsid("com.atproto.lexicon.schema");

    /** Lexicons hardly change, and a name server that is silent costs seconds. */
    private static final Duration LIFE = Duration.ofHours(1);

    private static final Duration ABSENCE_LIFE = Duration.ofMinutes(5);
    private static final int MAX_PROOF = 4 << 20;

    @Inject
    AtprotoSettings settings;

    @Inject
    Identities identities;

    @Inject
    SafeHttp http;

    @Inject
    Lexicons lexicons;

    @Inject
    Clock clock;

    private DnsTexts dns;
    private ShortMemory<Nsid, Published> known;

    @PostConstruct
    void start() {
        dns = new DnsTexts(settings.nameServer());
        known = new ShortMemory<>(clock, LIFE, ABSENCE_LIFE);
    }

    /**
     * What was found.
     *
     * @param lexicon as it is published; empty when none can be had
     * @param told whose it is, or why there is none, in a sentence
     */
    public record Published(Optional<RepoRecord> lexicon, String told) {}

    /** Never throws for what the network answers: why there is none is told. */
    public Published find(Nsid nsid) {
        try {
            return known.get(nsid, () -> look(nsid));
        } catch (ProblemException e) {
            return new Published(Optional.empty(), e.detail() + ".");
        }
    }

    private Published look(Nsid nsid) {
        var name = "_lexicon." + authority(nsid);
        var texts = dns.texts(name)
                .orElseThrow(
                        () -> none("Whether it is published cannot be told: no name server answers about " + name));
        var owners = texts.stream()
                .map(text -> text.replace("\"", ""))
                .filter(text -> text.startsWith("did=") && Did.isValid(text.substring("did=".length())))
                .map(text -> new Did(text.substring("did=".length())))
                .distinct()
                .toList();
        if (owners.isEmpty()) {
            throw none("Nobody publishes it as far as we can see: there is no TXT record at " + name);
        }
        if (owners.size() > 1) {
            throw none("Several accounts are named at " + name + ", so none counts");
        }
        return published(nsid, owners.getFirst());
    }

    private Published published(Nsid nsid, Did owner) {
        try {
            var lexicon = proven(nsid, owner);
            if (!lexicon.text("id").equals(nsid.value())) {
                throw none(owner + " owns the name and publishes something else there: " + lexicon.text("id"));
            }
            return new Published(Optional.of(lexicon), owner + " publishes it.");
        } catch (ProblemException e) {
            throw e.type() == AtprotoProblem.LEXICON_NOT_FOUND
                    ? e
                    : none(owner + " owns the name; its lexicon cannot be had: " + e.detail());
        }
    }

    /** With the signature of its owner: a name that is trusted must not make a server trusted. */
    private RepoRecord proven(Nsid nsid, Did owner) {
        var document = identities.resolve(owner);
        var query = "?did=" + owner + "&collection=" + SCHEMAS + "&rkey=" + nsid;
        var address = document.pds() + "/xrpc/com.atproto.sync.getRecord" + query;
        var answer = http.send(HttpRequest.get(URI.create(address)).atMost(MAX_PROOF))
                .orFail();
        var write = CommitProof.ofRecord(owner, SCHEMAS + "/" + nsid, answer.body(), document.signingKey())
                .writes()
                .getFirst();
        if (write.cid() == null) {
            throw none(owner + " owns the name and publishes no lexicon for it");
        }
        if (write.cbor() == null || !(DagCbor.decode(write.cbor()) instanceof ObjectNode json)) {
            throw none(owner + " owns the name; its server sends no lexicon along with the proof");
        }
        return new RepoRecord(AtUri.of(owner, SCHEMAS, nsid.value()), write.cid(), json);
    }

    private static ProblemException none(String why) {
        return AtprotoProblem.LEXICON_NOT_FOUND.because("%s", why);
    }

    /** The domain: all but the last part, turned round. */
    static String authority(Nsid nsid) {
        List<String> parts = Arrays.asList(nsid.value().split("\\.", -1));
        var domain = parts.subList(0, parts.size() - 1);
        Collections.reverse(domain);
        return String.join(".", domain);
    }

    /** One sentence for each thing in a record that the published lexicon forbids. */
    public List<String> violations(RepoRecord lexicon, RepoRecord record) {
        try {
            return lexicons.violations(Lexicon.parse(lexicon.json()), record.json());
        } catch (IllegalArgumentException e) {
            return List.of("The published lexicon is none: " + e.getMessage());
        }
    }
}
