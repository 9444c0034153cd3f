package org.computecontracts.pds.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.XrpcCall;
import org.computecontracts.atproto.XrpcError;
import org.computecontracts.atproto.XrpcMethod;
import org.computecontracts.atproto.XrpcReply;
import org.computecontracts.pds.Accounts;
import org.computecontracts.pds.Limits;
import org.computecontracts.pds.NewAccount;
import org.computecontracts.pds.Sessions;
import org.computecontracts.pds.web.Input;

/** Opens an account with a new DID. {@code attestationKey} is our own: a did:key published as {@code #attestation}. */
@ApplicationScoped
public class CreateAccount implements XrpcMethod {
    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    SessionAnswers answers;

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
        limits.signUp(call.client());
        var input = new Input(call.json());
        if (input.optionalText("did").isPresent()) {
            throw new XrpcError(400, "IncompatibleDidDoc", "Accounts cannot move here with a DID they have");
        }
        var attestation = key(input, "attestationKey").map(key -> Map.of("attestation", key));
        var wanted = new NewAccount(
                input.text("handle"),
                input.text("password"),
                key(input, "recoveryKey").map(List::of).orElse(List.of()),
                attestation.orElse(Map.of()));
        var profile = accounts.create(wanted);
        return XrpcReply.json(answers.opened(profile, sessions.open(profile.did())));
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
