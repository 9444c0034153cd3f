package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Identities;
import org.computecontracts.kernel.Settings;

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
    }

    boolean isHere(Account account) {
        var said = said(account.profile().did());
        return isHere(said) && isSignedHere(said, account);
    }

    /** Where a DID says its account is, and which key signs for it. */
    private record Said(String pds, String key) {}

    private Said said(Did did) {
        if (did.isWeb()) {
            var document = identities.fresh(did);
            return new Said(document.pds().toString(), document.signingKey().didKey());
        }
        var json = plc.last(did).json();
        return new Said(
                json.at("/services/atproto_pds/endpoint").asText(),
                json.at("/verificationMethods/atproto").asText());
    }

    private boolean isHere(Said said) {
        return said.pds().equals(settings.publicUrl().toString());
    }

    private boolean isSignedHere(Said said, Account account) {
        return said.key()
                .equals(keys.signing(account.profile().did(), account.signingKey())
                        .didKey());
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw PdsProblem.INVALID_REQUEST.because("%s", message);
        }
    }
}
