package org.computecontracts.ingress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.ingress.relay.SshKeys;
import org.computecontracts.kernel.Json;

/** Accounts and their key records in memory, in place of the network. */
public class Records extends SshKeys {
    private static final Nsid COLLECTION = new Nsid("com.fedproxy.sshPublicKey");
    private static final AtomicInteger KEY = new AtomicInteger();

    private final Map<String, Did> handles = new HashMap<>();
    private final Map<Did, List<RepoRecord>> records = new HashMap<>();
    public volatile boolean unreachable;

    public Did account(String handle) {
        var did = new Did("did:plc:" + handle.replace(".", "dot").replace("-", "dash"));
        handles.put(handle, did);
        handles.put(did.value(), did);
        records.put(did, new CopyOnWriteArrayList<>());
        return did;
    }

    /** The record as the workload of the published example writes it. */
    public RepoRecord publish(Did did, String key, String service) {
        return publish(
                did, Json.object().put("key", key).put("service", service).put("name", service));
    }

    public RepoRecord publish(Did did, ObjectNode record) {
        record.put("$type", COLLECTION.value()).put("createdAt", "2026-01-01T00:00:00.000Z");
        var published =
                new RepoRecord(AtUri.of(did, COLLECTION, "key" + KEY.incrementAndGet()), Cid.ofRecord(record), record);
        records(did).add(published);
        return published;
    }

    public void withdraw(RepoRecord record) {
        records(record.author()).remove(record);
    }

    public void moveHandle(String handle, Did to) {
        handles.put(handle, to);
    }

    @Override
    public Did resolve(String user) {
        var did = handles.get(user);
        if (did == null) {
            throw AtprotoProblem.HANDLE_NOT_FOUND.because("%s is unknown", user);
        }
        return did;
    }

    @Override
    public boolean isCalled(Did did, String user) {
        return true;
    }

    @Override
    public List<RepoRecord> records(Did did) {
        if (unreachable) {
            throw AtprotoProblem.PDS_REFUSED.because("the PDS of %s is away", did);
        }
        return records.getOrDefault(did, List.of());
    }
}
