package org.computecontracts.pds.web.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.session.AppPassword;
import org.computecontracts.pds.session.AppPasswords;
import org.computecontracts.pds.session.Callers;

/** The app passwords there are, without the passwords. */
@ApplicationScoped
public class ListAppPasswords implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    AppPasswords passwords;

    @Override
    public String nsid() {
        return "com.atproto.server.listAppPasswords";
    }

    @Override
    public Kind kind() {
        return Kind.QUERY;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var reply = Json.object();
        var list = reply.putArray("passwords");
        passwords.of(callers.fully(call).did()).forEach(password -> list.add(described(password)));
        return XrpcReply.json(reply);
    }

    static ObjectNode described(AppPassword password) {
        return Json.object()
                .put("name", password.name())
                .put("createdAt", password.createdAt().toString())
                .put("privileged", password.privileged());
    }
}
