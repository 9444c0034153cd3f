package org.computecontracts.market.contract;

import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/**
 * One thing that happened in a contract.
 *
 * @param number its place in the story, 4 (request) to 16 (end)
 * @param checked what was recomputed and found right, in a few words; empty when there was nothing to check
 */
public record Step(
        int number, Instant at, Did actor, String title, String detail, Optional<StrongRef> record, String checked) {}
