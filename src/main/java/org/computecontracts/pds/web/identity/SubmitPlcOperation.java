package org.computecontracts.pds.web.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.account.DidKeys;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.web.Input;
import org.computecontracts.plc.PlcOperation;

/** Hands a signed operation to the directory, unless it would take the account's DID from this server. */
@ApplicationScoped
public class SubmitPlcOperation implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    DidKeys keys;

    @Override
    public String nsid() {
        return "com.atproto.identity.submitPlcOperation";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        if (!(new Input(call.json()).required("operation") instanceof ObjectNode operation)) {
            throw XrpcError.invalidRequest("Input/operation must be an object");
        }
        keys.submit(callers.fully(call).did(), PlcOperation.of(operation));
        return XrpcReply.empty();
    }
}
