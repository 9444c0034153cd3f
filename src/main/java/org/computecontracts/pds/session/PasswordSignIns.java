package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.TypedName;
import org.computecontracts.pds.Limits;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.key.Account;
import org.computecontracts.pds.key.Passwords;

/** Lets those in who show a good password, and asks for it again where it matters. */
@ApplicationScoped
public class PasswordSignIns {
    @Inject
    Accounts accounts;

    @Inject
    AppPasswords appPasswords;

    @Inject
    Passwords passwords;

    @Inject
    Limits limits;

    /** AUTHENTICATION_REQUIRED when the account or the password is wrong, and no word which of them. */
    public SignedIn signIn(String typed, String password, String address) {
        var identifier = new TypedName(typed).value();
        var left = limits.signIn(identifier, address);
        var account = accounts.account(identifier);
        var app = account.flatMap(known -> appPasswords.find(known.profile().did(), password));
        if (account.isPresent() && app.isPresent()) {
            return new SignedIn(account.get().profile(), app, left);
        }
        return new SignedIn(checked(account, password), Optional.empty(), left);
    }

    private Profile checked(Optional<Account> account, String password) {
        if (account.isEmpty()) {
            // The time taken does not tell
            passwords.hash(password);
        }
        return account.filter(a -> a.hasPassword(password))
                .orElseThrow(() -> PdsProblem.AUTHENTICATION_REQUIRED.because("Invalid identifier or password"))
                .profile();
    }

    /** Asked again, of somebody who is signed in, before what cannot be undone; app passwords do not count. */
    public Map<String, String> confirm(Did did, String password) {
        var left = limits.confirmation(did);
        checkOwn(did, password);
        return left;
    }

    /** The same of somebody who is not signed in. */
    public void confirm(Did did, String password, String address) {
        limits.signIn(did.value(), address);
        checkOwn(did, password);
    }

    private void checkOwn(Did did, String password) {
        checked(accounts.account(did.value()), password);
    }
}
