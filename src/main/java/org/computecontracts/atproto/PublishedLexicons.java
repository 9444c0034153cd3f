package org.computecontracts.atproto;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.computecontracts.kernel.ProblemException;

/**
 * Lexicons as their owners publish them: whose an NSID is says the DNS of its authority, and that account's repository holds
 * the lexicon (AT Protocol, Lexicon, publication and resolution).
 */
@ApplicationScoped
public class PublishedLexicons {
    private static final Nsid SCHEMAS = new Nsid("com.atproto.lexicon.schema");

    /** Lexicons hardly change, and a name server that is silent costs seconds. */
    private static final Duration LIFE = Duration.ofHours(1);

    @Inject
    AtprotoSettings settings;

    @Inject
    Pds pds;

    @Inject
    Lexicons lexicons;

    @Inject
    Clock clock;

    private DnsTexts dns;
    private ShortMemory<Nsid, Published> known;

    @PostConstruct
    void start() {
        dns = new DnsTexts(settings.nameServer());
        known = new ShortMemory<>(clock, LIFE, settings.absenceLife());
    }

    /**
     * What was found.
     *
     * @param lexicon as it is published; empty when none can be had
     * @param told whose it is, or why there is none, in a sentence
     */
    public record Published(Optional<RepoRecord> lexicon, String told) {}

    public Published find(Nsid nsid) {
        return known.get(nsid, () -> look(nsid));
    }

    private Published look(Nsid nsid) {
        var name = "_lexicon." + authority(nsid);
        var owners = dns.texts(name).stream()
                .map(text -> text.replace("\"", ""))
                .filter(text -> text.startsWith("did=") && Did.isValid(text.substring("did=".length())))
                .map(text -> new Did(text.substring("did=".length())))
                .distinct()
                .toList();
        if (owners.size() != 1) {
            return new Published(
                    Optional.empty(),
                    owners.isEmpty()
                            ? "Nobody publishes it as far as we can see: there is no TXT record at " + name + "."
                            : "Several accounts are named at " + name + ", so none counts.");
        }
        return fetch(nsid, owners.getFirst());
    }

    private Published fetch(Nsid nsid, Did owner) {
        try {
            var record = pds.find(AtUri.of(owner, SCHEMAS, nsid.value()));
            return new Published(
                    record,
                    owner
                            + (record.isPresent()
                                    ? " publishes it."
                                    : " owns the name and publishes no lexicon for it."));
        } catch (ProblemException e) {
            return new Published(Optional.empty(), owner + " owns the name; its lexicon cannot be had: " + e.detail());
        }
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
