package org.computecontracts.trust;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;

/** What a decision rests on. */
record Basis(BidFacts facts, Verdict verdict) {
    /** The same facts and the same verdict on the same evidence give the same digest. */
    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((Json.write(facts) + "\n" + Json.write(verdict)).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Every record that was read, each once. */
    static List<StrongRef> inputs(BidFacts facts, Verdict verdict) {
        var inputs = new LinkedHashSet<>(List.of(facts.rfp(), facts.bid(), facts.terms()));
        inputs.addAll(facts.others());
        inputs.addAll(
                switch (verdict) {
                    case Verdict.Vouched vouched -> vouched.evidence();
                    case Verdict.Denounced denounced -> denounced.evidence();
                    case Verdict.Unknown unknown -> List.<StrongRef>of();
                });
        return new ArrayList<>(inputs);
    }
}
