package org.computecontracts.market.intake;

import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.work.Claim;
import org.computecontracts.kernel.work.Claimed;

/**
 * A record that is to be looked at.
 *
 * @param urgent a contract under way may wait for it
 * @param submitted its author brought it
 * @param attempts how often it is looked at, this time included
 */
public record DueRecord(Claim claim, StrongRef ref, boolean urgent, boolean submitted, int attempts)
        implements Claimed {
    static DueRecord of(Claim claim, Row row) {
        return new DueRecord(
                claim,
                new StrongRef(row.as("uri", AtUri::new), row.as("cid", Cid::new)),
                row.flag("urgent"),
                row.flag("submitted"),
                row.integer("attempts"));
    }
}
