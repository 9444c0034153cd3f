package org.computecontracts.market.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Open;
import org.computecontracts.market.contract.LifecycleEvents;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.pds.session.Tokens.Kind;

/** The other party of a contract tells what happened. */
@ApplicationScoped
@Open("the caller is an account, proved by its own PDS, and acts for itself alone")
class SubmitEvent implements XrpcMethod {
    @Inject
    ServiceCall service;

    @Inject
    LifecycleEvents lifecycleEvents;

    @Override
    public String nsid() {
        return MarketNsid.SUBMIT_EVENT.value();
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var record = service.submitted(call, "uri", "cid", MarketNsid.EVENT_SERVICE);
        lifecycleEvents.receive(record);
        return XrpcReply.json(Json.object().put("ok", true));
    }
}
