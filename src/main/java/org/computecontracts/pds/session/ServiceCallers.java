package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.Function;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.xrpc.ServiceAuth;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
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
        return tokens.look(ofAccount(call), audiences(), new Nsid(call.nsid()));
    }

    /** Does what the caller asks for. That uses the token up, unless it fails. */
    public <T> T serve(XrpcCall call, Function<Did, T> step) {
        var caller = tokens.verify(ofAccount(call), audiences(), new Nsid(call.nsid()));
        try {
            return step.apply(caller);
        } catch (RuntimeException e) {
            tokens.giveBack(call.bearer());
            throw e;
        }
    }

    /** A labeler's key may be in other hands than its account's: it labels, and does not act for the account. */
    private static String ofAccount(XrpcCall call) {
        if (ServiceAuth.isOfLabeler(call.bearer())) {
            throw new XrpcError(401, "UntrustedIss", "Untrusted issuer: a labeler does not act for its account");
        }
        return call.bearer();
    }

    private Set<String> audiences() {
        return ServiceAuth.audiences(settings.publicUrl(), "atproto_pds");
    }
}
