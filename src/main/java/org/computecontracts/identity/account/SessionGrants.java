package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.Secret;
import org.computecontracts.identity.oauth.Attempt;
import org.computecontracts.identity.oauth.AuthorizationServer;
import org.computecontracts.identity.oauth.AuthorizationServers;
import org.computecontracts.identity.oauth.Authorizations;
import org.computecontracts.identity.oauth.Client;
import org.computecontracts.identity.oauth.OAuthProblem;
import org.computecontracts.kernel.ProblemException;

/** Sessions that authorization servers give, renew and take back. */
@ApplicationScoped
public class SessionGrants {
    private static final Logger LOG = Logger.getLogger(SessionGrants.class.getName());

    @Inject
    AuthorizationServers servers;

    @Inject
    Authorizations authorizations;

    @Inject
    OAuthClient client;

    public AuthorizationServer serverOf(URI pds) {
        return servers.of(pds);
    }

    public Attempt begun() {
        return Attempt.begun(client.current(), Secret.random(), Secret.random());
    }

    /** Where the browser goes to allow it. */
    public Authorizations.Asked ask(AuthorizationServer server, Attempt attempt, String loginHint) {
        var current = client.current();
        return authorizations.ask(current.as(attempt.client(), attempt.clientKey()), server, attempt, loginHint);
    }

    public SessionTokens redeem(URI issuer, Attempt attempt, String code, Did account) {
        var asked = client.current().as(attempt.client(), attempt.clientKey());
        var grant = authorizations.redeem(asked, servers.at(issuer), attempt, code, account);
        return SessionTokens.of(
                grant, new Binding(issuer, attempt.client(), attempt.clientKey(), attempt.key(), grant.scope()));
    }

    /** SIGN_IN_AGAIN when the server takes the refresh token no more. */
    SessionTokens renew(Binding binding, String refreshToken) {
        try {
            var former = former(binding);
            var server = servers.at(binding.issuer());
            var grant = authorizations.renew(former, server, binding.key(), refreshToken);
            return SessionTokens.of(grant, binding);
        } catch (ProblemException e) {
            if (e.type() == OAuthProblem.GRANT_ENDED) {
                throw IdentityProblem.SIGN_IN_AGAIN
                        .because("The session at %s has ended: sign in again to act for this account", binding.issuer())
                        .causedBy(e);
            }
            throw e;
        }
    }

    void revoke(Binding binding, String refreshToken) {
        authorizations.revoke(former(binding), servers.at(binding.issuer()), binding.key(), refreshToken);
    }

    private Client former(Binding binding) {
        return client.current().as(binding.client(), binding.clientKey());
    }

    /** For a session that another has replaced: otherwise every sign-in would leave one behind at the account's server. */
    void giveBack(RefreshLease.Yours former) {
        try {
            former.binding().ifPresent(binding -> revoke(binding, former.refreshToken()));
        } catch (RuntimeException e) {
            LOG.log(Level.INFO, "A session that was replaced could not be given back", e);
        }
    }
}
