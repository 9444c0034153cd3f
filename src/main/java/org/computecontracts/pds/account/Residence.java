package org.computecontracts.pds.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.Settings;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.key.Account;
import org.computecontracts.pds.key.AccountKeys;

/** Whether the DID of an account says that it lives here. */
@ApplicationScoped
class Residence {
    @Inject
    AccountKeys keys;

    @Inject
    Plc plc;

    @Inject
    Identities identities;

    @Inject
    Settings settings;

    /** INVALID_REQUEST with what the DID lacks for the account to be active here. */
    void check(Account account) {
        var said = said(account.profile().did());
        check(isHere(said), "The DID names another PDS than " + settings.publicUrl());
        check(isSignedHere(said, account), "The DID has another signing key than the account has here");
        check(isManagedHere(said, account), "The DID does not list the rotation key that the account has here");
    }

    boolean isHere(Account account) {
        var said = said(account.profile().did());
        return isHere(said) && isSignedHere(said, account) && isManagedHere(said, account);
    }

    /** Where a DID says its account is, which key signs for it, and which may change that: empty where that is no key. */
    private record Said(String pds, String key, Optional<List<String>> rotationKeys) {}

    private Said said(Did did) {
        if (did.isWeb()) {
            var document = identities.fresh(did);
            return new Said(document.pds().toString(), document.signingKey().didKey(), Optional.empty());
        }
        var last = plc.last(did);
        var json = last.json();
        return new Said(
                json.at("/services/atproto_pds/endpoint").asText(),
                json.at("/verificationMethods/atproto").asText(),
                Optional.of(last.rotationKeys()));
    }

    private boolean isHere(Said said) {
        return said.pds().equals(settings.publicUrl().toString());
    }

    private boolean isSignedHere(Said said, Account account) {
        return said.key()
                .equals(keys.signing(account.profile().did(), account.signingKey())
                        .didKey());
    }

    /** Else no operation of ours would be taken: no new handle, no new key, no way out. */
    private boolean isManagedHere(Said said, Account account) {
        return said.rotationKeys()
                .map(listed -> listed.contains(keys.rotation(account).didKey()))
                .orElse(true);
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw PdsProblem.INVALID_REQUEST.because("%s", message);
        }
    }
}
