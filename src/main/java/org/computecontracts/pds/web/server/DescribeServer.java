package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Settings;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.blob.Blobs;

/** What this server offers: the domains of its handles; nobody needs an invitation. */
@ApplicationScoped
public class DescribeServer implements XrpcMethod {
    @Inject
    Accounts accounts;

    @Inject
    Settings settings;

    @Override
    public String nsid() {
        return "com.atproto.server.describeServer";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var reply = Json.object()
                .put("did", settings.serviceDid())
                .put("inviteCodeRequired", false)
                .put("phoneVerificationRequired", false)
                .put("blobUploadLimit", Blobs.LARGEST);
        accounts.domains().forEach(reply.putArray("availableUserDomains")::add);
        reply.putObject("links");
        reply.putObject("contact");
        return XrpcReply.json(reply);
    }
}
