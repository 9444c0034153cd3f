package org.computecontracts.appview.dialect;

import java.util.List;
import org.computecontracts.atproto.repo.RepoRecord;

/**
 * The record behind a statement.
 *
 * @param lacks what is missing or wrong in it, one sentence each; empty when it is whole
 */
public record Source(RepoRecord record, Dialect dialect, List<String> lacks) {
    public Source {
        lacks = List.copyOf(lacks);
    }

    public boolean isWhole() {
        return lacks.isEmpty();
    }
}
