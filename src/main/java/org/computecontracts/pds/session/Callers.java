package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.account.Accounts;

/** Says who calls: only ever by the token, never by what the request names. */
@ApplicationScoped
public class Callers {
    @Inject
    Sessions sessions;

    @Inject
    Accounts accounts;

    public Profile of(XrpcCall call) {
        return callerOf(call).profile();
    }

    public Caller callerOf(XrpcCall call) {
        var claims = sessions.claims(call.bearer());
        return new Caller(
                accounts.find(claims.did()).orElseThrow(() -> PdsProblem.INVALID_TOKEN.because("Account not found")),
                claims.scope());
    }

    /** Whether it is this account that calls; INVALID_TOKEN and EXPIRED_TOKEN as for whoever must say who it is. */
    boolean is(Did did, XrpcCall call) {
        return call.authorization().isPresent()
                && sessions.claims(call.bearer()).did().equals(did);
    }

    /** The caller, when it has shown the account's own password: INVALID_TOKEN for an app. */
    public Profile fully(XrpcCall call) {
        var caller = callerOf(call);
        if (caller.scope() != Scope.FULL) {
            throw PdsProblem.INVALID_TOKEN.because("Bad token scope: an app password does not reach this far");
        }
        return caller.profile();
    }

    /**
     * The caller, when the repository it names is its own: else ACCOUNT_NOT_FOUND. Named by its DID it is not looked for: it
     * is when its repository is locked for writing.
     */
    public Did ownerOf(XrpcCall call, String repo) {
        var did = sessions.claims(call.bearer()).did();
        if (!repo.equals(did.value()) && !accounts.find(repo).map(Profile::did).equals(Optional.of(did))) {
            throw PdsProblem.ACCOUNT_NOT_FOUND.because("Not the repository of %s: %s", did, repo);
        }
        return did;
    }
}
