package org.computecontracts.wif.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.wif.WebCall;
import org.computecontracts.wif.WebReply;
import org.computecontracts.wif.rbac.Ask;
import org.computecontracts.wif.rbac.Decision;
import org.computecontracts.wif.token.Claims;

/** One request of a verified workload for a tenant's repository, and what the tenant's RBAC records said to it. */
@Entity
@Table(name = "proxied_request")
class ProxiedRequest {
    private static final int LONGEST = 2000;

    @Id
    private UUID id;

    private TenantId tenant;
    private Instant at;
    private String issuer;
    private String subject;

    @Column(name = "token_id")
    private String tokenId;

    @Column(name = "order_key")
    private String orderKey;

    private String method;
    private String path;
    private String collection;
    private boolean allowed;
    private String role = "";
    private String policy = "";

    @Column(name = "record_uri")
    private String recordUri = "";

    @Column(name = "record_cid")
    private String recordCid = "";

    private String reason = "";
    private String createdUri = "";
    private String createdCid = "";

    @SuppressWarnings("NullAway.Init")
    protected ProxiedRequest() {}

    static ProxiedRequest of(TenantId tenant, Claims token, WebCall call, Ask ask, Instant now) {
        var request = new ProxiedRequest();
        request.id = UUID.randomUUID();
        request.tenant = tenant;
        request.at = now;
        request.issuer = token.issuer();
        request.subject = token.subject();
        request.tokenId = token.id();
        request.orderKey = cut(token.order());
        request.method = call.method();
        request.path = ask.path();
        request.collection = cut(ask.body().path("collection").asText());
        return request;
    }

    ProxiedRequest decided(Decision decision) {
        switch (decision) {
            case Decision.Allowed yes -> {
                allowed = true;
                role = yes.role();
                policy = yes.policy();
                recordUri = yes.source().uri().value();
                recordCid = yes.source().cid().value();
            }
            case Decision.Denied no -> reason = cut(String.join("; ", no.reasons()));
        }
        return this;
    }

    /** What the repository answered: the record that is there now. */
    void answered(WebReply reply) {
        if (reply.status() == 200
                && reply.headers().getOrDefault("content-type", "").startsWith("application/json")) {
            var answer = Json.readObject(reply.body());
            createdUri = cut(answer.path("uri").asText());
            createdCid = cut(answer.path("cid").asText());
        }
    }

    /** The record that is there by this request alone. */
    Optional<AtUri> created() {
        return path.endsWith("/com.atproto.repo.createRecord") && !createdUri.isEmpty()
                ? Optional.of(new AtUri(createdUri))
                : Optional.empty();
    }

    /** The RBAC record whose role allowed it. */
    AtUri allowedBy() {
        return new AtUri(recordUri);
    }

    ProxiedCall call() {
        var created = createdUri.isEmpty()
                ? Optional.<StrongRef>empty()
                : Optional.of(new StrongRef(new AtUri(createdUri), new Cid(createdCid)));
        return new ProxiedCall(at, allowed, issuer, subject, path, created, reason);
    }

    UUID id() {
        return id;
    }

    /** As pages and the API show it; {@code record} is the one that allowed it. */
    ObjectNode json() {
        var json = Json.object()
                .put("at", at.toString())
                .put("issuer", issuer)
                .put("subject", subject)
                .put("tokenId", tokenId)
                .put("method", method)
                .put("path", path)
                .put("collection", collection)
                .put("decision", allowed ? "allowed" : "denied");
        if (!allowed) {
            return json.put("reason", reason);
        }
        json.put("role", role).put("policy", policy);
        json.putObject("record").put("uri", recordUri).put("cid", recordCid);
        return json;
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
