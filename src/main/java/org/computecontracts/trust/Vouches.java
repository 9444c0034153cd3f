package org.computecontracts.trust;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.RecordKey;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;

/** A tenant's own judgements, kept in its repository: one an account, the later in the place of the earlier. */
@ApplicationScoped
public class Vouches {
    private static final int MOST_GRAPHEMES = 256;
    private static final int MOST_BYTES = 2560;

    @Inject
    Tenants tenants;

    @Inject
    PdsSessions sessions;

    @Inject
    Pds pds;

    @Inject
    Judgements judgements;

    @Inject
    Identities identities;

    @Inject
    Clock clock;

    public StrongRef vouch(TenantId tenant, Did subject, String reason) {
        return judge(tenant, subject, Vouch.Kind.VOUCH, reason);
    }

    public StrongRef denounce(TenantId tenant, Did subject, String reason) {
        return judge(tenant, subject, Vouch.Kind.DENOUNCE, reason);
    }

    /** Takes back whichever judgement there is. */
    public void withdraw(TenantId tenant, Did subject) {
        requireJudgeable(subject);
        pds.delete(sessions.of(tenant), uri(tenants.get(tenant).did(), subject));
    }

    /** As the repository has them now. */
    public List<Vouch> list(TenantId tenant) {
        return judgements.of(tenants.get(tenant).did());
    }

    /** Two hops around the tenant. What cannot be read is left out. */
    public Graph graph(TenantId tenant) {
        var centre = tenants.get(tenant).did();
        var own = judgements.of(centre);
        return new Neighbourhood(centre, judge -> judge.equals(centre) ? Optional.of(own) : judgements.heard(judge))
                .draw(identities::handleOf);
    }

    /** Said twice, it is written once, and keeps its date. */
    private StrongRef judge(TenantId tenant, Did subject, Vouch.Kind kind, String reason) {
        var did = tenants.get(tenant).did();
        check(did, subject, reason);
        var stripped = reason.strip();
        var there = pds.find(uri(did, subject))
                .filter(record -> says(record.json().path("kind"), kind)
                        && record.optionalText("reason").orElse("").equals(stripped));
        if (there.isPresent()) {
            return there.get().ref();
        }
        var record = Json.object()
                .put("$type", Judgements.VOUCH.value())
                .put("kind", word(kind))
                .put("createdAt", clock.instant().toString());
        if (!stripped.isEmpty()) {
            record.put("reason", stripped);
        }
        return pds.put(sessions.of(tenant), Judgements.VOUCH, subject.value(), record);
    }

    private static boolean says(JsonNode text, Vouch.Kind kind) {
        return text.asText("vouch").equals(word(kind));
    }

    private static String word(Vouch.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static AtUri uri(Did judge, Did subject) {
        return AtUri.of(judge, Judgements.VOUCH, subject.value());
    }

    private static void check(Did judge, Did subject, String reason) {
        if (subject.equals(judge)) {
            throw TrustProblem.SELF_JUDGEMENT.because("You cannot vouch for yourself, nor denounce yourself");
        }
        requireJudgeable(subject);
        if (graphemes(reason) > MOST_GRAPHEMES || reason.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw TrustProblem.REASON_TOO_LONG.because(
                    "A reason has at most %d characters and %d bytes", MOST_GRAPHEMES, MOST_BYTES);
        }
    }

    private static void requireJudgeable(Did subject) {
        if (!RecordKey.isValid(subject.value())) {
            throw TrustProblem.NOT_JUDGEABLE.because("%s cannot be the key of a record", subject);
        }
    }

    private static int graphemes(String text) {
        var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        var count = 0;
        while (breaks.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }
}
