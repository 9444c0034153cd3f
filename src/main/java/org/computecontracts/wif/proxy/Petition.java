package org.computecontracts.wif.proxy;

import static org.computecontracts.wif.proxy.ProxyProblem.DENIED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.wif.WebCall;
import org.computecontracts.wif.rbac.Ask;

/**
 * What a workload wants of a repository: as a policy judges it, and as it is sent on. What is sent is written anew from
 * what was judged, so that the two cannot differ.
 */
record Petition(Ask ask, byte[] body, String contentType) {
    /** No percent-encoding, empty segment or dot segment: no two readings of one path. */
    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._:@~-]+)+");

    private static final int LONGEST_PATH = 512;
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*");
    private static final String QUERY_MEMBER = "?";

    /** DENIED for what cannot be judged. */
    static Petition of(WebCall call, Did owner) {
        var capability = Ask.capability(call.method())
                .orElseThrow(() -> DENIED.because("No policy can allow the method %s", call.method()));
        if (call.path().length() > LONGEST_PATH || !PATH.matcher(call.path()).matches()) {
            throw DENIED.because("The path is not in its plain form");
        }
        var type = call.header("content-type").orElse("");
        var parameters = hasBody(call) && isJson(type) ? parsed(call.body()) : Json.object();
        var sent = sent(call, type, parameters);
        requireOwner(parameters, owner);
        addQuery(parameters, call.query());
        return new Petition(
                new Ask(capability, call.path(), parameters), sent, isJson(type) ? "application/json" : type);
    }

    private static byte[] sent(WebCall call, String type, ObjectNode parameters) {
        if (!hasBody(call)) {
            return new byte[0];
        }
        return isJson(type) ? Json.write(parameters).getBytes(StandardCharsets.UTF_8) : call.body();
    }

    private static boolean hasBody(WebCall call) {
        return call.body().length > 0
                && !call.method().equals("GET")
                && !call.method().equals("HEAD");
    }

    /** What curl sends by default says it is a form, and is JSON. */
    private static boolean isJson(String contentType) {
        var type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        return type.isEmpty() || type.endsWith("json") || type.equals("application/x-www-form-urlencoded");
    }

    private static ObjectNode parsed(byte[] body) {
        try {
            return Json.readObject(body);
        } catch (ProblemException e) {
            throw DENIED.because("The body cannot be judged: %s", e.detail());
        }
    }

    private static void requireOwner(ObjectNode parameters, Did owner) {
        var repo = parameters.path("repo");
        if (!repo.isMissingNode() && !owner.value().equals(repo.textValue())) {
            throw DENIED.because("repo is not %s", owner);
        }
        if (parameters.has(QUERY_MEMBER)) {
            throw DENIED.because("The body has a member that stands for the query");
        }
    }

    private static void addQuery(ObjectNode parameters, String query) {
        if (query.isEmpty()) {
            return;
        }
        if (!QUERY.matcher(query).matches()) {
            throw DENIED.because("The query has characters it must not have");
        }
        var members = Json.object();
        for (var pair : List.of(query.split("&", -1))) {
            var parts = pair.split("=", 2);
            add(members, decoded(parts[0]), decoded(parts.length == 2 ? parts[1] : ""));
        }
        parameters.set(QUERY_MEMBER, members);
    }

    private static void add(ObjectNode members, String name, String value) {
        JsonNode present = members.get(name);
        if (present == null) {
            members.put(name, value);
        } else {
            var values = members.arrayNode();
            present.forEach(values::add);
            members.set(name, (present.isArray() ? values : values.add(present)).add(value));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw DENIED.because("The query is not well encoded").causedBy(e);
        }
    }
}
