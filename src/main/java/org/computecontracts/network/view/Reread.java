package org.computecontracts.network.view;

import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.network.SeenRecord;

/** A repository as its own server proves it now; what is stored of it is left alone. */
public record Reread(Did did, Tid rev, List<SeenRecord> records) {
    public Reread {
        records = List.copyOf(records);
    }
}
