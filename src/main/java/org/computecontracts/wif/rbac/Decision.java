package org.computecontracts.wif.rbac;

import java.util.List;
import org.computecontracts.atproto.StrongRef;

/** What the RBAC records of a repository say to one request. */
public sealed interface Decision {
    /** By this role and policy; the record is the one that holds the role. */
    record Allowed(String role, String policy, StrongRef source) implements Decision {}

    /** For these reasons, in the order they were found. */
    record Denied(List<String> reasons) implements Decision {
        public Denied {
            reasons = List.copyOf(reasons);
        }
    }
}
