package org.computecontracts.pds.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.pds.Limits;

/** Handles that are not ours to give, for clients that know only us. */
@ApplicationScoped
public class HandlesElsewhere {
    @Inject
    HandleRules rules;

    @Inject
    Identities identities;

    @Inject
    Limits limits;

    /** Each question makes us ask others, so RateLimitExceeded for too many. */
    public Optional<Did> find(String text, String address) {
        if (!Handle.isValid(text)) {
            return Optional.empty();
        }
        var handle = new Handle(text);
        if (rules.domain(handle).isPresent()) {
            return Optional.empty();
        }
        limits.question(address);
        try {
            return Optional.of(identities.named(handle));
        } catch (ProblemException e) {
            return Optional.empty(); // nobody knows it, which is what the caller is told
        }
    }
}
