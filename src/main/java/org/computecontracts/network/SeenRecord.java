package org.computecontracts.network;

import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.jspecify.annotations.Nullable;

/**
 * The latest version of a record that its repository's signed commit proves, or proved until it was deleted.
 *
 * @param record its JSON is read from the CBOR; an empty object where that is no record at all
 * @param cbor the bytes that were hashed
 * @param rev the revision of the repository that brought this version, or its end
 * @param reason why it is not valid; empty when it is
 * @param source who told us: a host's URL
 * @param deletedAt when we heard that it is gone
 * @param account the state of its account
 */
public record SeenRecord(
        RepoRecord record,
        byte[] cbor,
        Tid rev,
        boolean valid,
        String reason,
        String source,
        Instant seenAt,
        @Nullable Instant deletedAt,
        RepoStatus account) {
    /** Valid, there, and of an account that is active: what may be acted on. */
    public boolean counts() {
        return valid && deletedAt == null && account == RepoStatus.ACTIVE;
    }

    public Optional<Instant> deleted() {
        return Optional.ofNullable(deletedAt);
    }
}
