package org.computecontracts.wif;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.computecontracts.atproto.Did;

/**
 * Subjects of workload tokens, made from a provider's template. {@code {did-plc-key}} is the requester's DID without
 * {@code did:plc:}, and for a did:web what follows {@code did:web:}, on both sides of a contract.
 */
public final class Subjects {
    /** What {@code wif.simple} records say unless a provider has reasons. */
    public static final String DEFAULT_TEMPLATE = "actx:{actx}:plc:{did-plc-key}:role:{role}";

    private static final String CONTRACT = ":contract:";
    private static final Pattern VARIABLE = Pattern.compile("\\{(actx|did-plc-key|role)}");
    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern CONTEXT = Pattern.compile("[A-Za-z0-9._%-]{1,256}");

    private Subjects() {}

    /**
     * The template for one contract alone: what one machine may do is nothing that another one of the same requester and
     * role may do. It holds no variable that other implementations do not fill.
     */
    public static String templateOf(UUID contract) {
        return DEFAULT_TEMPLATE + CONTRACT + contract;
    }

    /** Fills the template in one pass; ROLE_INVALID or REQUEST_MALFORMED for values that could forge other segments. */
    public static String render(String template, String actx, Did requester, String role) {
        if (!CONTEXT.matcher(actx).matches()) {
            throw WifProblem.REQUEST_MALFORMED.because("The auth context has characters it must not have");
        }
        var values = Map.of("actx", actx, "did-plc-key", requester.plcKey(), "role", checkedRole(role));
        return VARIABLE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }

    public static String checkedRole(String role) {
        if (!ROLE.matcher(role).matches()) {
            throw WifProblem.ROLE_INVALID.because("A role is 1 to 64 letters, digits, dots, dashes or underscores");
        }
        return role;
    }
}
