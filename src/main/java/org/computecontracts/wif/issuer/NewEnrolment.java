package org.computecontracts.wif.issuer;

import org.computecontracts.atproto.Did;
import org.computecontracts.wif.Subjects;

/**
 * A machine that shall get an identity.
 *
 * @param key what the machine is for, the same at every repeat: the accept's URI and CID
 * @param role 1 to 64 letters, digits, dots, dashes or underscores
 * @param template of the subject, as the contract's {@code wif.simple} record has it
 */
public record NewEnrolment(String key, Did requester, String role, String template) {
    public NewEnrolment {
        Subjects.checkedRole(role);
    }
}
