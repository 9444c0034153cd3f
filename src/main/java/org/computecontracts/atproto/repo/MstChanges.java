package org.computecontracts.atproto.repo;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.computecontracts.atproto.Cid;

/** What a tree has become since it was opened: blocks to store, and blocks that nothing needs any more. */
public final class MstChanges {
    private final Map<Cid, byte[]> added = new LinkedHashMap<>();
    private final Set<Cid> removed = new HashSet<>();

    /** A node occurs once in a tree, since its keys do: so one that comes back has not changed. */
    void add(Cid cid, byte[] block) {
        if (!removed.remove(cid)) {
            added.put(cid, block);
        }
    }

    void remove(Cid cid) {
        if (added.remove(cid) == null) {
            removed.add(cid);
        }
    }

    public Map<Cid, byte[]> added() {
        return Map.copyOf(added);
    }

    public Set<Cid> removed() {
        return Set.copyOf(removed);
    }
}
