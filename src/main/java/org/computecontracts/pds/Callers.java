package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.XrpcCall;

/** Says who calls: only ever by the token, never by what the request names. */
@ApplicationScoped
public class Callers {
    @Inject
    Sessions sessions;

    @Inject
    Accounts accounts;

    public Profile of(XrpcCall call) {
        var did = sessions.holder(call.bearer());
        return accounts.find(did).orElseThrow(() -> PdsProblem.INVALID_TOKEN.because("Account not found"));
    }

    /** The caller, when the repository it names is its own: else ACCOUNT_NOT_FOUND. */
    public Did ownerOf(XrpcCall call, String repo) {
        var caller = of(call);
        if (!accounts.find(repo).equals(Optional.of(caller))) {
            throw PdsProblem.ACCOUNT_NOT_FOUND.because("Not the repository of %s: %s", caller.handle(), repo);
        }
        return caller.did();
    }
}
