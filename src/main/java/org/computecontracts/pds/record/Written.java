package org.computecontracts.pds.record;

import java.util.Map;
import java.util.Optional;

/**
 * What became of a batch.
 *
 * @param head the new one; empty when nothing changed
 * @param limits what is left of the caller's allowance, as response headers
 */
public record Written(Optional<RepoHead> head, Map<String, String> limits) {
    public Written {
        limits = Map.copyOf(limits);
    }
}
