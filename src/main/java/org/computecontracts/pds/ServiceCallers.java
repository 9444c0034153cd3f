package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.Function;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.ServiceAuth;
import org.computecontracts.atproto.XrpcCall;
import org.computecontracts.kernel.Settings;

/** Says who calls by a token that the account's own key signed: accounts that move here, and services that act for one. */
@ApplicationScoped
public class ServiceCallers {
    @Inject
    ServiceAuth tokens;

    @Inject
    Settings settings;

    /** Whether the call shows such a token, good or not, and not one of a session. */
    public boolean isOne(XrpcCall call) {
        return ServiceAuth.isServiceToken(call.bearer());
    }

    /** Who calls; XrpcError 401. */
    public Did of(XrpcCall call) {
        return tokens.look(call.bearer(), audiences(), new Nsid(call.nsid()));
    }

    /** Does what the caller asks for. That uses the token up, unless it fails. */
    public <T> T serve(XrpcCall call, Function<Did, T> step) {
        var caller = tokens.verify(call.bearer(), audiences(), new Nsid(call.nsid()));
        try {
            return step.apply(caller);
        } catch (RuntimeException e) {
            tokens.giveBack(call.bearer());
            throw e;
        }
    }

    private Set<String> audiences() {
        return ServiceAuth.audiences(settings.publicUrl(), "atproto_pds");
    }
}
