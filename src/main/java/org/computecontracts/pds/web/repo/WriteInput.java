package org.computecontracts.pds.web.repo;

import java.util.Optional;
import org.computecontracts.atproto.Cid;
import org.computecontracts.pds.record.Batch;
import org.computecontracts.pds.record.PreparedRecord;
import org.computecontracts.pds.record.RecordRules;
import org.computecontracts.pds.web.Input;
import org.jspecify.annotations.Nullable;

/** Fields that the writing methods share. */
final class WriteInput {
    /** As the reference implementation has it for all JSON. */
    static final int LARGEST = 150 << 10;

    private WriteInput() {}

    static PreparedRecord record(
            RecordRules rules, Input input, String rkey, String field, Optional<Boolean> validate) {
        var collection = Input.nsid(input.text("collection"));
        return rules.prepare(collection, rkey, input.required(field), validate.orElse(null));
    }

    static @Nullable Cid swapCommit(Input input) {
        return input.optionalCid("swapCommit").orElse(null);
    }

    /** Left out, any record may be there; null, none may. */
    static Batch.@Nullable Swap swapRecord(Input input) {
        return input.json().has("swapRecord")
                ? new Batch.Swap(input.optionalCid("swapRecord").orElse(null))
                : null;
    }
}
