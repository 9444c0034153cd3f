package org.computecontracts.pds.web.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.account.Plc;
import org.computecontracts.pds.session.SessionTokens;

/** What the methods about sessions answer. */
@ApplicationScoped
class SessionAnswers {
    private static final Logger LOG = Logger.getLogger(SessionAnswers.class.getName());

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
        return profile.active() ? documented(json, profile.did()) : json.put("status", "deactivated");
    }

    /** A session does not wait for a directory, or a did:web's own host, to be there: the document may be left out. */
    private ObjectNode documented(ObjectNode json, Did did) {
        try {
            json.set("didDoc", plc.document(did));
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "A session without its DID document: " + did, e);
        }
        return json;
    }
}
