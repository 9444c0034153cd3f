package org.computecontracts.wif.rbac;

import org.computecontracts.atproto.Did;
import org.computecontracts.wif.Subjects;

/**
 * What a provider lets one workload do at its issuer: exchange its token.
 *
 * @param rkey the record's key, the same at every repeat
 * @param template of the subject, as the contract's {@code wif.simple} record has it
 */
public record NewProviderGrant(String rkey, Did requester, String role, String template) {
    public NewProviderGrant {
        Subjects.checkedRole(role);
    }
}
