package org.computecontracts.pds.web.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.account.DidKeys;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.session.PasswordSignIns;
import org.computecontracts.pds.web.Input;

/** An operation of did:plc signed by our rotation key. The token that others send by mail is the account's password. */
@ApplicationScoped
public class SignPlcOperation implements XrpcMethod {
    private static final List<String> FIELDS =
            List.of("rotationKeys", "alsoKnownAs", "verificationMethods", "services");

    @Inject
    PasswordSignIns signIns;

    @Inject
    Callers callers;

    @Inject
    DidKeys keys;

    @Override
    public String nsid() {
        return "com.atproto.identity.signPlcOperation";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var did = callers.fully(call).did();
        var input = new Input(call.json());
        signIns.confirm(did, input.text("token"));
        var changes = Json.object();
        FIELDS.stream()
                .filter(input.json()::hasNonNull)
                .forEach(field -> changes.set(field, input.json().get(field)));
        var reply = Json.object();
        reply.set("operation", keys.signed(did, changes).json());
        return XrpcReply.json(reply);
    }
}
