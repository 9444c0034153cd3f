package org.computecontracts.wif;

import org.computecontracts.atproto.Did;

/**
 * A machine that shall get an identity.
 *
 * @param key what the machine is for, the same at every repeat: the accept's URI and CID
 * @param role 1 to 64 letters, digits, dots, dashes or underscores
 */
public record NewEnrolment(String key, Did requester, String role) {
    public NewEnrolment {
        Subjects.checkedRole(role);
    }
}
