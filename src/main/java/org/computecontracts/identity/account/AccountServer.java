package org.computecontracts.identity.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;

/** Accounts and sessions on any PDS: {@code com.atproto.server.*}. */
@ApplicationScoped
public class AccountServer {
    private static final Set<String> TAKEN = Set.of("HandleNotAvailable", "HandleTaken");
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(10);

    /** A server that makes an account asks others itself: the directory, a mail server. */
    private static final Duration ACCOUNT_TIMEOUT = Duration.ofSeconds(30);

    private static final int MAX_ANSWER = 1 << 16;
    private static final Set<String> ENDED = Set.of("ExpiredToken", "InvalidToken", "AccountTakedown", "AuthMissing");

    @Inject
    SafeHttp http;

    /** The {@code attestationKey} is an extension of our own PDS, which lists it in the DID document; others ignore it. */
    SessionTokens createAccount(URI pds, Handle handle, String password, String attestationKey) {
        var body = Json.object()
                .put("handle", handle.value())
                .put("password", password)
                .put("email", nobodysMail(handle))
                .put("attestationKey", attestationKey);
        var answer = post(pds, "createAccount", body);
        if (TAKEN.contains(error(answer))) {
            throw IdentityProblem.HANDLE_TAKEN.because("%s belongs to somebody already", handle);
        }
        if (answer.status() >= 400 && answer.status() < 500) {
            throw IdentityProblem.SIGN_UP_REFUSED.because("%s: %s", handle, message(answer));
        }
        return SessionTokens.of(answer.orFail().json());
    }

    SessionTokens createSession(URI pds, Did did, String password) {
        var body = Json.object().put("identifier", did.value()).put("password", password);
        var answer = post(pds, "createSession", body);
        if (answer.status() == 401 && error(answer).equals("AuthFactorTokenRequired")) {
            throw IdentityProblem.SIGN_IN_REFUSED.because(
                    "This account asks for a code by mail: make an app password there and sign in with that");
        }
        if (answer.status() == 400 || answer.status() == 401) {
            throw IdentityProblem.SIGN_IN_REFUSED.because(
                    "The personal data server does not take this handle and password");
        }
        return SessionTokens.of(answer.orFail().json());
    }

    /** SIGN_IN_AGAIN when the PDS takes the refresh token no more. */
    SessionTokens refreshSession(URI pds, String refreshToken) {
        var answer = http.send(
                new HttpRequest("POST", method(pds, "refreshSession"), Map.of(), null, REFRESH_TIMEOUT, MAX_ANSWER)
                        .bearer(refreshToken));
        if (isEnded(answer)) {
            throw IdentityProblem.SIGN_IN_AGAIN.because(
                    "The session at %s has ended: sign in again to act for this account", pds.getHost());
        }
        return SessionTokens.of(answer.orFail().json());
    }

    /** One that is gone is fine. */
    void deleteSession(URI pds, String refreshToken) {
        var answer = http.send(
                new HttpRequest("POST", method(pds, "deleteSession"), Map.of(), null, REFRESH_TIMEOUT, MAX_ANSWER)
                        .bearer(refreshToken));
        if (!isEnded(answer)) {
            answer.orFail();
        }
    }

    private static boolean isEnded(HttpAnswer answer) {
        return answer.status() == 401 || (answer.status() == 400 && ENDED.contains(error(answer)));
    }

    private HttpAnswer post(URI pds, String name, ObjectNode body) {
        return http.send(HttpRequest.postJson(method(pds, name), body).within(ACCOUNT_TIMEOUT));
    }

    private static URI method(URI pds, String name) {
        return pds.resolve("/xrpc/com.atproto.server." + name);
    }

    private static String error(HttpAnswer answer) {
        return answer.ok() ? "" : part(answer, "error");
    }

    private static String message(HttpAnswer answer) {
        var message = part(answer, "message");
        return message.isEmpty() ? "status " + answer.status() : message;
    }

    private static String part(HttpAnswer answer, String field) {
        try {
            return answer.json().path(field).asText();
        } catch (ProblemException e) {
            if (e.type() == KernelProblem.OUTSIDE_FAILED) {
                return "";
            }
            throw e;
        }
    }

    /** A PDS wants an address; the portal asks for none and sends no mail (RFC 2606: the name leads nowhere). */
    private static String nobodysMail(Handle handle) {
        return "account@" + handle.value() + ".invalid";
    }
}
