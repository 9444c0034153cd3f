package org.computecontracts.pds.web.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.Limits;
import org.computecontracts.pds.account.AccountLife;
import org.computecontracts.pds.session.Callers;

/** Puts what a CAR file holds in the place of the repository's content, or refuses all of it. */
@ApplicationScoped
public class ImportRepo implements XrpcMethod {
    @Inject
    Callers callers;

    @Inject
    Limits limits;

    @Inject
    AccountLife life;

    @Override
    public String nsid() {
        return "com.atproto.repo.importRepo";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public void admit(XrpcCall call) {
        callers.fully(call);
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        life.take(callers.fully(call).did(), call.body());
        return XrpcReply.empty();
    }

    @Override
    public int maxBodyBytes() {
        return limits.importBytes();
    }
}
