package org.computecontracts.ingress.relay;

import java.util.Arrays;
import java.util.Optional;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.computecontracts.atproto.repo.RepoRecord;

/** A key that an account has published for a service: one {@code com.fedproxy.sshPublicKey} record. */
record AuthorizedKey(byte[] blob, String service) {
    /** Reads both shapes in use, with the key in {@code key} or in {@code publicKey}; empty when it is neither. */
    static Optional<AuthorizedKey> of(RepoRecord record) {
        var line = record.optionalText("key").or(() -> record.optionalText("publicKey"));
        var service = record.optionalText("service");
        if (line.isEmpty() || service.isEmpty()) {
            return Optional.empty();
        }
        try {
            var entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(
                    line.get().replaceAll("[\\r\\n]+", " ").strip());
            return Optional.ofNullable(entry).map(parsed -> new AuthorizedKey(parsed.getKeyData(), service.get()));
        } catch (IllegalArgumentException e) {
            // Anyone may write anything into such a record: it opens nothing, the others still count
            return Optional.empty();
        }
    }

    boolean isKey(byte[] offered) {
        return Arrays.equals(blob, offered);
    }
}
