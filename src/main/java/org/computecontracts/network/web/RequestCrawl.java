package org.computecontracts.network.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Open;
import org.computecontracts.network.view.Network;

/** com.atproto.sync.requestCrawl: a host asks to be read, as it would ask a relay. */
@ApplicationScoped
@Open("any host may ask to be read; whether it is, is decided by us")
public class RequestCrawl implements XrpcMethod {
    @Inject
    Network network;

    @Override
    public String nsid() {
        return "com.atproto.sync.requestCrawl";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public int maxBodyBytes() {
        return 4096;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var hostname = call.json().path("hostname").textValue();
        if (hostname == null) {
            throw XrpcError.invalidRequest("hostname is missing");
        }
        network.requestCrawl(hostname);
        return XrpcReply.empty();
    }
}
