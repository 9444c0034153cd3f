package org.computecontracts.appview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.network.ChangePoint;
import org.computecontracts.network.RecordChange;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.SeenRepo;
import org.computecontracts.network.view.Network;
import org.jspecify.annotations.Nullable;

/** What the network says, as a test has it say. */
public final class NetworkInMemory extends Network {
    private static final Instant SEEN = Instant.parse("2026-08-01T00:00:00Z");

    private final Map<AtUri, RecordChange> records = new LinkedHashMap<>();
    private final Map<Did, RepoStatus> accounts = new HashMap<>();
    private long transactions;

    public StrongRef says(Did author, String collection, String rkey, ObjectNode json) {
        var uri = new AtUri("at://" + author + "/" + collection + "/" + rkey);
        var typed = json.deepCopy().put("$type", collection);
        var record = new RepoRecord(uri, Cid.ofRecord(typed), typed);
        change(record, null, "");
        return record.ref();
    }

    void deletes(AtUri uri) {
        change(records.get(uri).record().record(), SEEN, "");
    }

    void refuses(AtUri uri, String reason) {
        change(records.get(uri).record().record(), null, reason);
    }

    public void account(Did did, RepoStatus status) {
        accounts.put(did, status);
    }

    private void change(RepoRecord record, @Nullable Instant deleted, String reason) {
        records.remove(record.uri());
        var seen = new SeenRecord(
                record,
                DagCbor.encode(record.json()),
                Tid.next(),
                reason.isEmpty(),
                reason,
                "https://pds.example.com",
                SEEN,
                deleted,
                RepoStatus.ACTIVE);
        records.put(
                record.uri(),
                new RecordChange(new ChangePoint(++transactions, record.uri().value()), seen));
    }

    /** All that is there now, in another order than it came. */
    List<SeenRecord> backwards() {
        var all = new ArrayList<SeenRecord>();
        records.values().forEach(change -> all.addFirst(change.record()));
        return all;
    }

    @Override
    public Optional<SeenRecord> find(AtUri uri) {
        return Optional.ofNullable(records.get(uri)).map(RecordChange::record);
    }

    /** Nothing: no server's stream is read here, so each is to be asked. */
    @Override
    public Optional<RepoRecord> current(StrongRef ref) {
        return Optional.empty();
    }

    @Override
    public List<RecordChange> changes(ChangePoint after, int most) {
        return records.values().stream()
                .filter(change -> change.at().transaction() > after.transaction())
                .limit(most)
                .toList();
    }

    @Override
    public Optional<SeenRepo> repo(Did did) {
        return Optional.of(
                new SeenRepo(did, null, null, null, null, accounts.getOrDefault(did, RepoStatus.ACTIVE), null, SEEN));
    }
}
