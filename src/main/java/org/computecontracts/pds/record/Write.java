package org.computecontracts.pds.record;

import org.computecontracts.atproto.Nsid;
import org.jspecify.annotations.Nullable;

/** One change of a repository that its owner asks for; without a record it takes away what is there. */
public record Write(
        Action action,
        Nsid collection,
        String rkey,
        @Nullable PreparedRecord record) {
    /** What may be there before. */
    public enum Action {
        /** Nothing: else RECORD_ALREADY_EXISTS. */
        CREATE,
        /** A record: else RECORD_NOT_FOUND. */
        UPDATE,
        /** A record or nothing. */
        PUT,
        /** A record or nothing; deleting what is not there changes nothing. */
        DELETE
    }

    public static Write of(Action action, PreparedRecord record) {
        return new Write(action, record.collection(), record.rkey(), record);
    }

    public static Write delete(Nsid collection, String rkey) {
        return new Write(Action.DELETE, collection, rkey, null);
    }

    public String path() {
        return collection + "/" + rkey;
    }
}
