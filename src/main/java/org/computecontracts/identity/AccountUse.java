package org.computecontracts.identity;

import java.util.Set;
import org.computecontracts.atproto.Nsid;

/** What a module does with an account, said by each module for itself: from these the scopes of a sign-in are made. */
public interface AccountUse {
    /** Collections of the account's repository that it writes to, or lets others write to. */
    Set<Nsid> collections();

    /** Methods that it calls on other services in the account's name. */
    Set<Nsid> methods();
}
