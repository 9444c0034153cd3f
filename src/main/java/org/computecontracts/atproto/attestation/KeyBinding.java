package org.computecontracts.atproto.attestation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.DidDocument;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.ProblemException;

/** Whose an attestation key is. A signature alone proves nothing about its maker: anybody can make a key. */
@ApplicationScoped
class KeyBinding {
    private static final Logger LOG = Logger.getLogger(KeyBinding.class.getName());
    private static final Nsid KEY_RECORDS = new Nsid("com.publicdomainrelay.temp.market.badgeBlueKey");

    @Inject
    Identities identities;

    @Inject
    Pds pds;

    static KeyBinding with(Identities identities, Pds pds) {
        var binding = new KeyBinding();
        binding.identities = identities;
        binding.pds = pds;
        return binding;
    }

    /**
     * How the author vouches for the key, as the end of a sentence; empty when it does not, or is known to nobody.
     * Problems of 500 and above: it cannot be asked now, which says nothing.
     */
    Optional<String> of(Did author, InlineSignature signature) {
        try {
            if (lists(author, signature.key())) {
                return Optional.of("is in the DID document of " + author);
            }
            return byRecord(author, signature);
        } catch (ProblemException e) {
            if (e.isOutage()) {
                throw e;
            }
            LOG.log(Level.INFO, "No key of {0} can be looked up: {1}", new Object[] {author, e.detail()});
            return Optional.empty();
        }
    }

    private boolean lists(Did did, String key) {
        return holds(identities.resolve(did), key) || holds(identities.fresh(did), key);
    }

    private static boolean holds(DidDocument document, String key) {
        return document.keys().values().stream()
                .anyMatch(listed -> listed.didKey().equals(key));
    }

    private Optional<String> byRecord(Did author, InlineSignature signature) {
        var records = pds.newest(author, KEY_RECORDS);
        if (records.stream().anyMatch(record -> names(record, "key", signature.key()))) {
            return Optional.of("is in a key record of " + author);
        }
        return signature
                .issuer()
                .filter(Did::isWeb)
                .filter(issuer -> namesIssuer(records, issuer))
                .filter(issuer -> lists(issuer, signature.key()))
                .map(issuer -> "is in the DID document of %s, which %s names".formatted(issuer, author));
    }

    private static boolean namesIssuer(List<RepoRecord> records, Did issuer) {
        return records.stream().anyMatch(record -> names(record, "issuer", issuer.value()));
    }

    private static boolean names(RepoRecord record, String field, String value) {
        return record.optionalText(field).filter(value::equals).isPresent();
    }
}
