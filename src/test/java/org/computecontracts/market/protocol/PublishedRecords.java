package org.computecontracts.market.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;

/** What everybody has written, as evidence and as the servers have it; all of it is signed but what is said not to be. */
public final class PublishedRecords extends Evidence {
    private final Map<StrongRef, RepoRecord> records = new LinkedHashMap<>();
    private final List<RepoRecord> unsigned = new ArrayList<>();

    public RepoRecord write(Did author, Nsid collection, ObjectNode content) {
        var json = Json.object().put("$type", collection.value());
        json.setAll(content);
        var uri = AtUri.of(author, collection, Tid.next().value());
        var record = new RepoRecord(uri, Cid.ofRecord(json), json);
        records.put(record.ref(), record);
        return record;
    }

    public RepoRecord writeUnsigned(Did author, Nsid collection, ObjectNode content) {
        var record = write(author, collection, content);
        unsigned.add(record);
        return record;
    }

    public void takeBack(StrongRef ref) {
        records.remove(ref);
    }

    @Override
    public RepoRecord fetch(StrongRef ref, Nsid expected) {
        var record = get(ref);
        if (!record.type().equals(expected.value())) {
            throw MarketProblem.RECORD_INVALID.because(
                    "%s says it is a %s", ref.uri().value(), record.type());
        }
        return record;
    }

    @Override
    public void requireSigned(RepoRecord record) {
        if (unsigned.contains(record)) {
            throw MarketProblem.RECORD_INVALID.because(
                    "%s is not signed", record.uri().value());
        }
    }

    @Override
    public List<Check> checks(RepoRecord record) {
        return List.of(Check.RECORD, Check.SIGNATURE);
    }

    private RepoRecord get(StrongRef ref) {
        if (!records.containsKey(ref)) {
            throw AtprotoProblem.RECORD_NOT_FOUND.because(
                    "%s is not there", ref.uri().value());
        }
        return records.get(ref);
    }

    /** The servers that they are written at. */
    public Pds servers() {
        return new Pds() {
            @Override
            public RepoRecord get(StrongRef ref) {
                return PublishedRecords.this.get(ref);
            }

            @Override
            public List<RepoRecord> list(Did repository, Nsid collection) {
                return records.values().stream()
                        .filter(record -> record.author().equals(repository)
                                && record.uri().collection().equals(collection))
                        .toList();
            }
        };
    }
}
