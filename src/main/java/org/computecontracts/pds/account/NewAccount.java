package org.computecontracts.pds.account;

import java.util.List;
import java.util.Map;

/**
 * An account that somebody wants.
 *
 * @param recoveryKeys keys that may change the DID besides ours, the strongest first
 * @param moreKeys further keys for the DID document, by name without {@code #}
 */
public record NewAccount(String handle, String password, List<String> recoveryKeys, Map<String, String> moreKeys) {
    public NewAccount {
        recoveryKeys = List.copyOf(recoveryKeys);
        moreKeys = Map.copyOf(moreKeys);
    }
}
