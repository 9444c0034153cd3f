package org.computecontracts.identity.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.http.ClientAddress;

/**
 * Where people come in, by page or API. What one neighbourhood tries is counted here, before anybody else is asked: to the PDS
 * all who come this way have one address, ours, which it does not count.
 */
@ApplicationScoped
public class Entrance {
    private static final int ADDRESS_FACTOR = 10;

    /** A sign-in asks up to three times where its account lives. */
    private static final int QUESTION_FACTOR = 3 * ADDRESS_FACTOR;

    @Inject
    Tenants tenants;

    @Inject
    Identities identities;

    @Inject
    SignInAttempts attempts;

    @Inject
    IdentitySettings settings;

    /** With the password of an account made here. */
    public Tenant signIn(HttpServletRequest request, String identifier, String password) {
        count("sign-in", request, ADDRESS_FACTOR);
        var did = identities.freshIdentifier(identifier);
        // By neighbourhood too: nobody shuts another out
        var key = "account " + did + " " + neighbourhood(request);
        attempts.take(key, settings.signInAttempts());
        var tenant = tenants.signIn(did.value(), password);
        attempts.forget(key, settings.signInAttempts());
        return tenant;
    }

    public Tenant signUp(HttpServletRequest request, Handle handle, String password) {
        count("sign-up", request, ADDRESS_FACTOR);
        return tenants.signUp(handle, password);
    }

    /** Whether the account signs in with a password here; otherwise it does so at its own server. */
    public boolean signsInHere(HttpServletRequest request, String identifier) {
        count("question", request, QUESTION_FACTOR);
        return tenants.signsInHere(identifier);
    }

    /** A sign-in at an account's own server is about to begin. */
    void leave(HttpServletRequest request) {
        count("sign-in", request, ADDRESS_FACTOR);
    }

    /** Who sits at this machine itself has nobody to guess for. */
    private void count(String what, HttpServletRequest request, int factor) {
        var from = neighbourhood(request);
        if (!ClientAddress.isOurselves(from)) {
            attempts.take(what + " " + from, settings.signInAttempts() * factor);
        }
    }

    private static String neighbourhood(HttpServletRequest request) {
        return ClientAddress.neighbourhood(ClientAddress.of(request));
    }
}
