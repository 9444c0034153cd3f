package org.computecontracts.identity.signin;

import java.util.Map;
import java.util.Set;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.oauth.OAuthProblem;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;

/** What a person can do about a sign-in that came to nothing. */
public final class SignInAdvice {
    private static final Set<ProblemType> SILENCE =
            Set.of(KernelProblem.OUTSIDE_UNREACHABLE, KernelProblem.OUTSIDE_FAILED);

    private static final Map<ProblemType, String> ADVICE = Map.ofEntries(
            Map.entry(
                    AtprotoProblem.INVALID_IDENTIFIER,
                    "A handle is a name like alice.example.com, a DID is like did:plc:… or did:web:…."),
            Map.entry(
                    AtprotoProblem.HANDLE_NOT_FOUND,
                    "Check how it is written. A handle is found by the DNS of its name or at its web site: where neither"
                            + " answers, sign in with your DID."),
            Map.entry(
                    AtprotoProblem.HANDLE_NOT_CONFIRMED,
                    "Name and account have to point to each other, or anybody could take the name. Set the handle anew at"
                            + " your server, or sign in with your DID."),
            Map.entry(AtprotoProblem.DID_NOT_FOUND, "The account may have been deleted, or its DID mistyped."),
            Map.entry(
                    OAuthProblem.SERVER_UNSUITABLE,
                    "Its accounts can act here once it offers the OAuth of the AT Protocol, which is up to its operator."
                            + " Until then, make an account here."),
            Map.entry(
                    OAuthProblem.SERVER_REFUSED,
                    "That is your server's answer to what this portal asks for; its operator can say more. Nothing was"
                            + " changed."),
            Map.entry(OAuthProblem.SIGN_IN_DENIED, "Nothing was changed. Sign in again if you did not mean to refuse."),
            Map.entry(OAuthProblem.SIGN_IN_UNKNOWN, "Nobody was signed in."),
            Map.entry(
                    OAuthProblem.ANSWER_FORGED,
                    "Nobody was signed in. If that happens again, type no password there, and tell your server's operator."));

    private SignInAdvice() {}

    /** The same refusal, with what can be done about it. */
    public static ProblemException with(ProblemException refused) {
        if (SILENCE.contains(refused.type())) {
            return IdentityProblem.ACCOUNT_SERVER_SILENT
                    .because(
                            "Your server, or the directory that says where it is, does not answer as it should. Nothing is"
                                    + " lost: what waits for this account goes on once it is back. Try again in a minute."
                                    + " What was tried: %s",
                            refused.detail())
                    .causedBy(refused);
        }
        var advice = ADVICE.getOrDefault(refused.type(), "");
        return advice.isEmpty()
                ? refused
                : refused.type().because("%s. %s", refused.detail(), advice).causedBy(refused);
    }
}
