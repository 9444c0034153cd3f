package org.computecontracts.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Tid;
import org.computecontracts.network.RecordVersion;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.SeenRecord;

/**
 * The network's view of one record.
 *
 * @param value what it says; nothing once it was deleted or its account is not active: whoever took it back is heeded
 * @param counts whether it may be acted on
 * @param reason why it is not valid; empty when it is
 */
public record KnownRecord(
        AtUri uri,
        Cid cid,
        Optional<ObjectNode> value,
        boolean valid,
        String reason,
        boolean counts,
        RepoStatus account,
        Optional<Instant> deleted,
        List<Version> history) {
    /** One version that was seen, or with no CID its end. */
    public record Version(Tid rev, Optional<Cid> cid, String source, Instant seenAt) {
        static Version of(RecordVersion version) {
            return new Version(version.rev(), Optional.ofNullable(version.cid()), version.source(), version.seenAt());
        }
    }

    static KnownRecord of(SeenRecord seen, List<RecordVersion> history) {
        var isThere = seen.deleted().isEmpty() && seen.account() == RepoStatus.ACTIVE;
        return new KnownRecord(
                seen.record().uri(),
                seen.record().cid(),
                isThere ? Optional.of(seen.record().json()) : Optional.empty(),
                seen.valid(),
                seen.reason(),
                seen.counts(),
                seen.account(),
                seen.deleted(),
                history.stream().map(Version::of).toList());
    }
}
