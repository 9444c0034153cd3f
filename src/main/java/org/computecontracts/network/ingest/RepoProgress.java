package org.computecontracts.network.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.repo.Mst;
import org.computecontracts.atproto.repo.ProvenCommit;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.host.HostKind;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of proved events makes of the heads known so far. Where one does not follow the other, the repository is
 * marked to be read anew; records of it are still taken, since each is proved by itself.
 */
class RepoProgress {
    private static final Cid EMPTY = Mst.empty().root();

    private final Map<Did, RepoHead> heads;
    private final HostKind teller;
    private final Instant now;
    private final Map<Did, RepoHead> changed = new LinkedHashMap<>();
    private final List<RecordWrite> writes = new ArrayList<>();
    private final List<NetworkEvent> news = new ArrayList<>();
    private final List<Did> ended = new ArrayList<>();

    RepoProgress(Map<Did, RepoHead> heads, HostKind teller, Instant now) {
        this.heads = heads;
        this.teller = teller;
        this.now = now;
    }

    void add(Proven event) {
        var before = changed.getOrDefault(event.did(), heads.get(event.did()));
        if (before == null && isNoReason(event)) {
            return;
        }
        var head = learnt(before == null ? RepoHead.unseen(event.did()) : before, event);
        changed.put(
                event.did(),
                switch (event) {
                    case Proven.Written written -> written(head, written);
                    case Proven.Reset reset -> reset(head, reset.commit());
                    case Proven.Stands stands -> stands(head, stands.status());
                    case Proven.Renamed renamed -> head;
                    case Proven.Unanswered unanswered -> head.doubted(unanswered.reason());
                    case Proven.Refused refused -> refused.counts() ? head.doubted(refused.reason()) : head;
                });
    }

    /** To know a repository by: of what was refused nothing can be wrong, and a PDS is asked for its list. */
    private boolean isNoReason(Proven event) {
        return event instanceof Proven.Refused || (teller == HostKind.PDS && event instanceof Proven.Unanswered);
    }

    private RepoHead learnt(RepoHead head, Proven event) {
        var document = event.document();
        if (document == null) {
            return head;
        }
        var after = head.with(document, now);
        if (head.knownAt() == null) {
            return after;
        }
        if (!Objects.equals(head.host(), after.host())) {
            after = after.desynchronised("It has moved to " + after.host());
        }
        if (!after.isNamedAs(head)) {
            news.add(new NetworkEvent.IdentityChanged(head.did()));
        }
        return after;
    }

    private RepoHead written(RepoHead head, Proven.Written written) {
        var commit = written.commit();
        if (head.isPast(commit.rev()) || concernsNobody(head, written)) {
            return head;
        }
        writes.addAll(written.writes());
        var problem = written.tooBig() ? "A commit too big for the stream" : gap(head, written);
        if (problem != null) {
            return head.desynchronised(problem).heardOf(commit.rev());
        }
        return head.desync() == null ? head.at(commit.rev(), commit.data()) : head.heardOf(commit.rev());
    }

    /**
     * Of what a relay repeats, a repository is read once it concerns us; until then its head stays unknown, so that nothing
     * is taken for read that was not.
     */
    private boolean concernsNobody(RepoHead head, Proven.Written written) {
        return teller == HostKind.RELAY
                && head.rev() == null
                && written.writes().isEmpty()
                && !written.tooBig()
                && !EMPTY.equals(written.commit().prevData());
    }

    /** Why this commit does not follow what is known. */
    private @Nullable String gap(RepoHead head, Proven.Written written) {
        var prevData = written.commit().prevData();
        if (head.rev() == null) {
            return EMPTY.equals(prevData) ? null : "Seen for the first time";
        }
        if (prevData == null) {
            return "Its host does not prove that commits are whole";
        }
        return prevData.equals(head.data()) ? null : "A gap after revision " + head.rev();
    }

    private static RepoHead reset(RepoHead head, ProvenCommit commit) {
        if (head.isPast(commit.rev())) {
            return head;
        }
        var isKnown = head.desync() == null && commit.data().equals(head.rev() == null ? EMPTY : head.data());
        return isKnown
                ? head.at(commit.rev(), commit.data())
                : head.desynchronised("Its host says that it was set anew").heardOf(commit.rev());
    }

    private RepoHead stands(RepoHead head, RepoStatus status) {
        if (head.status() == status) {
            return head;
        }
        news.add(new NetworkEvent.AccountChanged(head.did(), status));
        if (status == RepoStatus.DELETED) {
            ended.add(head.did());
        }
        var after = head.with(status);
        return status == RepoStatus.ACTIVE ? after.desynchronised("The account came back") : after;
    }

    RepoChanges changes() {
        return new RepoChanges(changed.values(), writes, news, ended);
    }
}
