package org.computecontracts.trust;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/** People and what they say of each other. */
class Village {
    static final Did ALICE = person("alice");
    static final Did BOB = person("bob");
    static final Did CAROL = person("carol");
    static final Did DAVE = person("dave");
    static final Did EVE = person("eve");
    static final Instant WHEN = Instant.parse("2026-11-22T08:00:00Z");

    private final List<Vouch> said = new ArrayList<>();
    private final Set<Did> silent = new HashSet<>();

    static Did person(String name) {
        return new Did("did:plc:" + name);
    }

    Village vouches(Did by, Did subject) {
        return says(by, subject, Vouch.Kind.VOUCH, "knows " + subject.plcKey());
    }

    Village denounces(Did by, Did subject) {
        return says(by, subject, Vouch.Kind.DENOUNCE, "resells access");
    }

    private Village says(Did by, Did subject, Vouch.Kind kind, String reason) {
        said.add(new Vouch(by, subject, kind, reason, WHEN, ref(by, subject)));
        return this;
    }

    Village cannotBeAsked(Did judge) {
        silent.add(judge);
        return this;
    }

    Optional<List<Vouch>> heard(Did judge) {
        return silent.contains(judge)
                ? Optional.empty()
                : Optional.of(
                        said.stream().filter(vouch -> vouch.by().equals(judge)).toList());
    }

    Verdict verdict(Did evaluator, Did subject, int maxDepth) {
        return verdict(evaluator, Subject.alone(subject), maxDepth);
    }

    Verdict verdict(Did evaluator, Subject subject, int maxDepth) {
        return Verdicts.of(evaluator, subject, maxDepth, this::heard);
    }

    static StrongRef ref(Did by, Did subject) {
        var uri = AtUri.of(by, Judgements.VOUCH, subject.value());
        return new StrongRef(uri, Cid.ofRaw(uri.value().getBytes(StandardCharsets.UTF_8)));
    }
}
