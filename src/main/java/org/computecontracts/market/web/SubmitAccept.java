package org.computecontracts.market.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Open;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.pds.session.Tokens.Kind;

/** A requester brings its accept; the answer is the receipt, or where to settle first. */
@ApplicationScoped
@Open("the caller is an account, proved by its own PDS, and acts for itself alone")
class SubmitAccept implements XrpcMethod {
    @Inject
    ServiceCall service;

    @Override
    public String nsid() {
        return MarketNsid.SUBMIT_ACCEPT.value();
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        return service.submit(call, MarketNsid.ACCEPT, "acceptUri", "acceptCid", MarketNsid.MARKET_SERVICE);
    }
}
