package org.computecontracts.atproto.repo;

import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.jspecify.annotations.Nullable;

/** One message of a host's stream, com.atproto.sync.subscribeRepos: well-formed, and nothing of it proved yet. */
public sealed interface RepoEvent {
    /** An event with a place in the host's order, about one account. */
    sealed interface Numbered extends RepoEvent {
        long seq();

        Did did();

        /** By the host's clock; null when it says none that can be read. */
        @Nullable
        Instant time();
    }

    /**
     * Records were written.
     *
     * @param since the revision before
     * @param prevData root of the tree before
     * @param tooBig that the blocks are not all there
     */
    record CommitMade(
            long seq,
            Did did,
            @Nullable Instant time,
            Tid rev,
            @Nullable Tid since,
            Cid commit,
            @Nullable Cid prevData,
            byte[] blocks,
            List<CommitOp> ops,
            boolean tooBig)
            implements Numbered {
        public CommitMade {
            ops = List.copyOf(ops);
        }
    }

    /** The repository is now at this commit, whatever was before. */
    record SyncMade(long seq, Did did, @Nullable Instant time, Tid rev, byte[] blocks) implements Numbered {}

    /** Handle, keys or server may have changed. */
    record IdentityChanged(long seq, Did did, @Nullable Instant time) implements Numbered {}

    /**
     * Whether the host still serves the account.
     *
     * @param status why not; empty when active
     */
    record AccountChanged(long seq, Did did, @Nullable Instant time, boolean active, String status)
            implements Numbered {}

    /** Something about the stream itself, such as OutdatedCursor. */
    record Info(String name, String message) implements RepoEvent {}

    /** The stream ends with this. */
    record Failure(String error, String message) implements RepoEvent {}

    /** A kind that is not known here, to be passed over. */
    record Unknown(String type) implements RepoEvent {}

    /**
     * One about this account that says nothing else that can be understood.
     *
     * @param seq its number; negative when that cannot be read either
     */
    record Unreadable(long seq, Did did, String reason) implements RepoEvent {}
}
