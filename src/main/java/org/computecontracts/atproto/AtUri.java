package org.computecontracts.atproto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.computecontracts.kernel.data.TextValue;

/** Where one record lives: repository, collection, record key. The authority is always a DID: a handle may change hands. */
public record AtUri(@JsonValue String value) implements TextValue {
    private static final String SCHEME = "at://";

    /** More than a did:web with any collection and key takes; two of them fit into one index entry of the database. */
    private static final int MAX_LENGTH = 1200;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AtUri {
        Syntax.require("AT-URI of a record", value, isValid(value));
    }

    static boolean isValid(String text) {
        if (!text.startsWith(SCHEME) || text.length() > MAX_LENGTH) {
            return false;
        }
        var parts = parts(text);
        return parts.size() == 3
                && Did.isValid(parts.get(0))
                && Nsid.isValid(parts.get(1))
                && RecordKey.isValid(parts.get(2));
    }

    public static AtUri of(Did authority, Nsid collection, String rkey) {
        return new AtUri(SCHEME + authority.value() + "/" + collection.value() + "/" + rkey);
    }

    public Did authority() {
        return new Did(parts(value).get(0));
    }

    public Nsid collection() {
        return new Nsid(parts(value).get(1));
    }

    public String rkey() {
        return parts(value).get(2);
    }

    private static List<String> parts(String text) {
        return List.of(text.substring(SCHEME.length()).split("/", -1));
    }

    @Override
    public String toString() {
        return value;
    }
}
