package org.computecontracts.wif;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Settings;

/** Where each provider's issuer is, and what its {@code wif.simple} record says of it. */
@ApplicationScoped
public class Issuer {
    /** The claim that names what a machine was ordered for. */
    public static final String ORDER = "order";

    public static final String ISSUE_ROUTE = "/v1/oidc/issue";
    private static final String ACCOUNT = "/root/secrets/digitalocean.com/serviceaccount/";
    private static final Pattern PLC_KEY = Pattern.compile("[a-z2-7]{24}");

    @Inject
    Settings settings;

    public URI issuerUri(Did provider) {
        return URI.create(prefix() + provider.plcKey());
    }

    /** The provider's auth context, the {@code {A}} of every subject. */
    public String actx(Did provider) {
        return provider.plcKey();
    }

    /** The provider whose issuer this is; empty when it is not one of this portal. */
    public Optional<Did> provider(String issuerUri) {
        return isOurs(issuerUri) ? ofKey(issuerUri.substring(prefix().length())) : Optional.empty();
    }

    public boolean isOurs(String issuerUri) {
        return issuerUri.startsWith(prefix());
    }

    /** The provider behind the path segment after {@code /wif/}, as it stands in the request line. */
    public static Optional<Did> ofKey(String key) {
        try {
            return Optional.of(new Did((PLC_KEY.matcher(key).matches() ? "did:plc:" : "did:web:") + key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** OpenID Connect Discovery 1.0, section 3, as far as anybody reads it here. */
    public ObjectNode discovery(Did provider) {
        var issuer = issuerUri(provider).toString();
        var json = Json.object().put("issuer", issuer).put("jwks_uri", issuer + "/.well-known/jwks");
        json.putArray("response_types_supported").add("id_token");
        json.putArray("subject_types_supported").add("public");
        var claims = json.putArray("claims_supported");
        List.of("iss", "aud", "sub", "iat", "exp", "jti", ORDER).forEach(claims::add);
        json.putArray("id_token_signing_alg_values_supported").add("RS256");
        json.putArray("scopes_supported").add("openid");
        return json;
    }

    /** {@code com.publicdomainrelay.temp.compute.config.wif.simple} of one contract, without createdAt. */
    public ObjectNode configRecord(Did provider, UUID contract) {
        return Json.object()
                .put("$type", "com.publicdomainrelay.temp.compute.config.wif.simple")
                .put("accept_path", "/root/secrets/publicdomainrelay.com/market/accept.json")
                .put("issuer_uri", issuerUri(provider).toString())
                .put("to_issue", "exchange-compute-contracts")
                .put("actx", actx(provider))
                .put("actx_path", ACCOUNT + "team_uuid")
                .put("token_path", ACCOUNT + "token")
                .put("url_path", ACCOUNT + "base_url")
                .put("url_route", ISSUE_ROUTE)
                .put("subject", Subjects.templateOf(contract));
    }

    private String prefix() {
        return settings.publicUrl() + "/wif/";
    }
}
