package org.computecontracts.trust;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.ProblemException;

/** Who runs an account, by {@code badgeBlueKeys} records on both sides (market spec 6.3). */
@ApplicationScoped
class Operators {
    static final Nsid KEYS = new Nsid("com.publicdomainrelay.temp.badgeBlueKeys");
    private static final Set<String> ASSOCIATIONS = Set.of("bidder_associate", "requester_associate");
    private static final int MOST = 10;

    @Inject
    Pds pds;

    Subject subject(Did did) {
        var claimed = new LinkedHashMap<Did, List<StrongRef>>();
        var confirmed = new LinkedHashMap<Did, List<StrongRef>>();
        for (var record : pds.list(did, KEYS)) {
            var operator = claim(record, did);
            if (operator.isPresent() && claimed.size() < MOST && !claimed.containsKey(operator.get())) {
                claimed.put(operator.get(), List.of(record.ref()));
                confirmation(operator.get(), did).ifPresent(ref -> {
                    var both = new ArrayList<>(List.of(record.ref(), ref));
                    confirmed.put(operator.get(), both);
                });
            }
        }
        return new Subject(did, claimed, confirmed);
    }

    private static Optional<Did> claim(RepoRecord record, Did account) {
        var names = record.optionalText("challenge").orElse("").equals(account.value());
        var associates = ASSOCIATIONS.contains(record.optionalText("service").orElse(""));
        return names && associates
                ? record.optionalText("keyId").flatMap(Operators::did).filter(did -> !did.equals(account))
                : Optional.empty();
    }

    /** The reverse statement: a claim alone gives no rights. An operator that cannot be read has confirmed nothing. */
    private Optional<StrongRef> confirmation(Did operator, Did account) {
        try {
            return pds.list(operator, KEYS).stream()
                    .filter(record ->
                            record.optionalText("challenge").orElse("").equals(account.value()))
                    .map(RepoRecord::ref)
                    .findFirst();
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static Optional<Did> did(String text) {
        try {
            return Optional.of(new Did(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
