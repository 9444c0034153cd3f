package org.computecontracts.pds.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.kernel.Json;

/** A record of a repository here. */
public record HostedRecord(AtUri uri, Cid cid, ObjectNode value) {
    public ObjectNode toJson() {
        var json = Json.object().put("uri", uri.value()).put("cid", cid.value());
        json.set("value", value);
        return json;
    }
}
