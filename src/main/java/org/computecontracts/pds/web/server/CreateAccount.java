package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.pds.Limits;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.account.NewAccount;
import org.computecontracts.pds.session.ServiceCallers;
import org.computecontracts.pds.session.Sessions;
import org.computecontracts.pds.web.Input;

/** Opens an account with a new DID, or one that moves here with the DID it has. {@code attestationKey} is our own: a did:key published as {@code #attestation}. */
@ApplicationScoped
public class CreateAccount implements XrpcMethod {
    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    SessionAnswers answers;

    @Inject
    ServiceCallers movers;

    @Inject
    Limits limits;

    @Override
    public String nsid() {
        return "com.atproto.server.createAccount";
    }

    @Override
    public Kind kind() {
        return Kind.PROCEDURE;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        var left = limits.signUp(call.client());
        var input = new Input(call.json());
        refuse(input);
        var attestation = key(input, "attestationKey").map(key -> Map.of("attestation", key));
        var wanted = new NewAccount(
                input.text("handle"),
                input.text("password"),
                key(input, "recoveryKey").map(List::of).orElse(List.of()),
                attestation.orElse(Map.of()));
        var did = input.optionalText("did").map(Input::did);
        var profile = did.isPresent() ? welcome(call, did.get(), wanted) : accounts.create(wanted);
        return XrpcReply.json(answers.opened(profile, sessions.open(profile.did())))
                .with(left);
    }

    /** Better refused than ignored: it would not be what the caller takes it for. */
    private static void refuse(Input input) {
        if (input.json().hasNonNull("plcOp")) {
            throw XrpcError.invalidRequest("Unsupported input: \"plcOp\"");
        }
    }

    /** Whoever moves here shows by a token of the account's key that the account is theirs. */
    private Profile welcome(XrpcCall call, Did did, NewAccount wanted) {
        return movers.serve(call, caller -> {
            if (!caller.equals(did)) {
                throw new XrpcError(401, "AuthenticationRequired", "The token is not of " + did);
            }
            return accounts.welcome(did, wanted);
        });
    }

    private static Optional<String> key(Input input, String field) {
        var key = input.optionalText(field);
        try {
            return key.map(VerifyingKey::parse).map(VerifyingKey::didKey);
        } catch (IllegalArgumentException e) {
            throw XrpcError.invalidRequest("Input/%s must be a did:key: %s", field, String.valueOf(e.getMessage()));
        }
    }
}
