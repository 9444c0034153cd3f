package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.computecontracts.atproto.Did;
import org.computecontracts.pds.account.AccountStore;
import org.computecontracts.pds.key.Passwords;

/** Changes the passwords of accounts; whoever was signed in has to sign in again. */
@ApplicationScoped
public class AccountPasswords {
    @Inject
    PasswordSignIns signIns;

    @Inject
    AccountStore store;

    @Inject
    Passwords passwords;

    /** AUTHENTICATION_REQUIRED for a wrong one; what is left of the attempts, as response headers. */
    public Map<String, String> change(Did did, String old, String password) {
        var left = signIns.confirm(did, old);
        set(did, password);
        return left;
    }

    void set(Did did, String password) {
        Passwords.check(password);
        store.changePassword(did, passwords.hash(password));
    }
}
