package org.computecontracts.identity.signin;

import java.net.URI;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.oauth.Attempt;

/**
 * A sign-in under way at an account's own server.
 *
 * @param did the account it is for
 * @param next where the browser goes on to afterwards
 */
record BegunSignIn(Did did, URI pds, URI issuer, String next, Attempt attempt) {}
