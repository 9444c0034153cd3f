package org.computecontracts.pds.web.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.Plc;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.SessionTokens;

/** What the methods about sessions answer. */
@ApplicationScoped
class SessionAnswers {
    @Inject
    Plc plc;

    ObjectNode opened(Profile profile, SessionTokens tokens) {
        return described(profile).put("accessJwt", tokens.access()).put("refreshJwt", tokens.refresh());
    }

    ObjectNode described(Profile profile) {
        var json = Json.object()
                .put("did", profile.did().value())
                .put("handle", profile.handle().value())
                .put("active", profile.active());
        // While an account moves its DID names another server: clients would go there with the tokens of this one
        return profile.active() ? json.set("didDoc", plc.document(profile.did())) : json.put("status", "deactivated");
    }
}
