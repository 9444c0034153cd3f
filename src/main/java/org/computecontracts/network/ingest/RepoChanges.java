package org.computecontracts.network.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.network.NetworkEvent;

/**
 * What is to be stored.
 *
 * @param news what is not about records: those tell themselves when they are stored
 * @param ended accounts that are deleted, with all their records
 */
public record RepoChanges(
        Collection<RepoHead> heads, List<RecordWrite> writes, List<NetworkEvent> news, List<Did> ended) {
    public static RepoChanges ofHeads(Collection<RepoHead> heads) {
        return new RepoChanges(heads, List.of(), List.of(), List.of());
    }

    public RepoChanges {
        heads = List.copyOf(heads);
        writes = List.copyOf(writes);
        news = List.copyOf(news);
        ended = List.copyOf(ended);
    }

    RepoChanges with(List<NetworkEvent> more) {
        var all = new ArrayList<>(news);
        all.addAll(more);
        return new RepoChanges(heads, writes, all, ended);
    }
}
