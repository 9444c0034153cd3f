package org.computecontracts.network.ingest;

import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.repo.ProvenCommit;
import org.computecontracts.atproto.resolution.DidDocument;
import org.computecontracts.network.RepoStatus;
import org.jspecify.annotations.Nullable;

/** An event of a host after it was checked: what of it is true. */
public sealed interface Proven {
    Did did();

    /** The DID document, where it had to be read for this. */
    @Nullable
    DidDocument document();

    /**
     * Records were written; {@code tooBig} says that not all of them were sent along.
     *
     * @param writes those that concern us
     */
    record Written(
            ProvenCommit commit,
            List<RecordWrite> writes,
            boolean tooBig,
            @Nullable DidDocument document) implements Proven {
        public Written {
            writes = List.copyOf(writes);
        }

        @Override
        public Did did() {
            return commit.did();
        }
    }

    /** The repository is at this head. */
    record Reset(ProvenCommit commit, @Nullable DidDocument document) implements Proven {
        @Override
        public Did did() {
            return commit.did();
        }
    }

    /** The account is in this state. */
    record Stands(Did did, RepoStatus status, @Nullable DidDocument document) implements Proven {}

    /** The DID document was read anew. */
    record Renamed(Did did, DidDocument document) implements Proven {}

    /** What was said could not be proved; {@code counts} when it came from who should know. */
    record Refused(Did did, String reason, boolean counts) implements Proven {
        @Override
        public @Nullable DidDocument document() {
            return null;
        }
    }

    /** Whoever would have to be asked about this did not answer in time: the repository is looked at by itself. */
    record Unanswered(Did did, String reason) implements Proven {
        @Override
        public @Nullable DidDocument document() {
            return null;
        }
    }
}
