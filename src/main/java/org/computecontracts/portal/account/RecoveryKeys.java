package org.computecontracts.portal.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Makes the key that outranks the server's in the DID of an account: with it the owner can leave also against its will. */
@ApplicationScoped
class RecoveryKeys {
    private static final Nsid SIGN_IN = new Nsid("com.atproto.server.createSession");
    private static final Nsid CREDENTIALS = new Nsid("com.atproto.identity.getRecommendedDidCredentials");
    private static final Nsid SIGN = new Nsid("com.atproto.identity.signPlcOperation");
    private static final Nsid SUBMIT = new Nsid("com.atproto.identity.submitPlcOperation");

    @Inject
    Xrpc xrpc;

    /** The private key, which is kept nowhere. It takes the place of one made before. */
    String issue(Tenant account, String password) {
        var key = SigningKey.generate(Curve.K256);
        var signIn = Json.object().put("identifier", account.did().value()).put("password", password);
        var token = call(account, SIGN_IN, signIn, null).path("accessJwt").asText();
        var wanted = Json.object().put("token", password);
        var keys = wanted.putArray("rotationKeys").add(key.didKey());
        xrpc.query(account.pds(), CREDENTIALS, Map.of(), token)
                .orRefused()
                .path("rotationKeys")
                .forEach(keys::add);
        var submitted = Json.object();
        submitted.set("operation", call(account, SIGN, wanted, token).path("operation"));
        call(account, SUBMIT, submitted, token);
        return key.multibase();
    }

    private ObjectNode call(Tenant account, Nsid method, ObjectNode input, @Nullable String token) {
        return xrpc.procedure(account.pds(), method, input, token).orRefused();
    }
}
