package org.computecontracts.market.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Open;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.pds.session.Tokens.Kind;

/** A provider brings its bid. The record that comes along is not believed: it is read from its author's repository. */
@ApplicationScoped
@Open("the caller is an account, proved by its own PDS, and acts for itself alone")
class SubmitBid implements XrpcMethod {
    @Inject
    ServiceCall service;

    @Override
    public String nsid() {
        return MarketNsid.SUBMIT_BID.value();
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        return service.submit(call, MarketNsid.BID, "uri", "cid", MarketNsid.MARKET_SERVICE);
    }
}
