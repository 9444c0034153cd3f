package org.computecontracts.wif.rbac;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;
import org.computecontracts.wif.Issuer;
import org.computecontracts.wif.token.Audience;

/** Writes the {@code com.fedproxy.rbac} records of the two sides of a contract. */
public final class RbacText {
    static final String ISSUE_SCOPE = "droplets.wid";
    private static final String CREATE_RECORD = "/xrpc/com.atproto.repo.createRecord";
    private static final String SSH_KEY = "com.fedproxy.sshPublicKey";
    private static final String SERVICE_NAME = "^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$";

    private RbacText() {}

    /** The workload may create SSH keys in the requester's repository, of nothing but the fields a key has. */
    public static ObjectNode ofRequester(Did requester, NewGrant grant, Instant now) {
        var name = grant.role() + "-" + grant.rkey();
        var policy = name + "-ssh-key-register";
        var record = empty();
        var definition = role(record, name, policy);
        definition.put("aud", Audience.ofRepository(requester.value()).text());
        definition.put("iss", grant.issuer().toString());
        definition.put("sub", grant.subject());
        policy(record, policy, CREATE_RECORD).set("body", keyRegistration(requester, grant));
        return dated(record, now);
    }

    /** The workload may exchange its token at the provider's issuer, in its own name, for an hour at most. */
    public static ObjectNode ofProvider(String issuer, Audience audience, String subject, String name, Instant now) {
        var record = empty();
        record.putObject("protects").putObject(name).put("service", issuer).put("scope", ISSUE_SCOPE);
        var definition = role(record, name, name);
        definition.put("aud", audience.text());
        definition.put("sub", subject);
        policy(record, name, Issuer.ISSUE_ROUTE).set("allowed_parameters", exchange(subject));
        return dated(record, now);
    }

    private static ObjectNode empty() {
        return Json.object().put("$type", RbacRecords.COLLECTION.value());
    }

    private static ObjectNode dated(ObjectNode record, Instant now) {
        record.putObject("custom_claims_roles_index").putObject("job_workflow_ref");
        return record.put("createdAt", now.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private static ObjectNode role(ObjectNode record, String name, String policy) {
        var definition =
                record.putObject("roles").putObject(name).put("role_name", name).putObject("definition");
        definition.putArray("policies").add(policy);
        return definition;
    }

    /** The properties of the policy's only schema, to which the caller adds its parameters. */
    private static ObjectNode policy(ObjectNode record, String name, String path) {
        var policy = record.putObject("policies").putObject(name);
        policy.putObject("meta").put("policy", name);
        var parameters = path.equals(CREATE_RECORD) ? "body" : "allowed_parameters";
        var schema = object("capability", parameters).put("$schema", "http://json-schema.org/draft-07/schema#");
        policy.putObject("schemas").set(path, schema);
        var properties = schema.putObject("properties");
        properties.putObject("capability").putArray("enum").add("create");
        return properties;
    }

    /** {@code repo} is listed: every createRecord has it, and a schema that forgets it allows nothing. */
    private static ObjectNode keyRegistration(Did requester, NewGrant grant) {
        var body = object("collection", "record").put("additionalProperties", false);
        var properties = body.putObject("properties");
        properties.set("repo", constant(requester.value()));
        properties.set("collection", constant(SSH_KEY));
        properties.set("record", key(grant));
        return body;
    }

    private static ObjectNode key(NewGrant grant) {
        var record = object("service").put("additionalProperties", false);
        var properties = record.putObject("properties");
        properties.set("key", text(2048));
        properties.set("publicKey", text(2048));
        properties.set("name", text(256));
        properties.set("createdAt", text(64));
        properties.set(
                "service",
                grant.service().map(RbacText::constant).orElseGet(() -> text(63).put("pattern", SERVICE_NAME)));
        // The data model of the AT Protocol has no place for a member called $type that is no text.
        record.putObject("patternProperties").set("^\\$type$", constant(SSH_KEY));
        return record;
    }

    private static ObjectNode exchange(String subject) {
        var parameters = object("aud", "sub").put("additionalProperties", false);
        var properties = parameters.putObject("properties");
        properties.set("aud", text(1024));
        properties.set("sub", constant(subject));
        properties.putObject("ttl").put("type", "integer").put("minimum", 1).put("maximum", 3600);
        return parameters;
    }

    private static ObjectNode object(String... required) {
        var schema = Json.object().put("type", "object");
        var names = schema.putArray("required");
        for (var name : required) {
            names.add(name);
        }
        return schema;
    }

    private static ObjectNode constant(String value) {
        return Json.object().put("type", "string").put("const", value);
    }

    private static ObjectNode text(int longest) {
        return Json.object().put("type", "string").put("maxLength", longest);
    }
}
