package org.computecontracts.identity.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.util.Map;
import org.computecontracts.kernel.Json;

/** A P-256 key that signs JWTs: a session's DPoP key, or the portal's own as a client. */
public final class Es256Key {
    private final ECKey key;

    private Es256Key(ECKey key) {
        this.key = key;
    }

    public static Es256Key generate() {
        try {
            return new Es256Key(new ECKeyGenerator(Curve.P_256)
                    .keyIDFromThumbprint(true)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("Every JDK has P-256", e);
        }
    }

    /** From what {@link #stored()} gave. */
    public static Es256Key of(String stored) {
        try {
            return new Es256Key(ECKey.parse(stored));
        } catch (ParseException e) {
            throw new IllegalStateException("Not a stored key"); // without its cause, which quotes the secret
        }
    }

    /** With the private part: only for the vault. */
    public String stored() {
        return key.toJSONString();
    }

    /** Without the private part. */
    public Map<String, Object> publicJwk() {
        return key.toPublicJWK().toJSONObject();
    }

    public String id() {
        return key.getKeyID();
    }

    /** A JWT that carries the public key itself. */
    String signWithKey(String type, Map<String, Object> claims) {
        return sign(header(type).jwk(key.toPublicJWK()).build(), claims);
    }

    /** A JWT that names the key. */
    String signNamingKey(String type, Map<String, Object> claims) {
        return sign(header(type).keyID(key.getKeyID()).build(), claims);
    }

    private static JWSHeader.Builder header(String type) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(type));
    }

    private String sign(JWSHeader header, Map<String, Object> claims) {
        try {
            var jwt = new JWSObject(header, new Payload(Json.write(claims)));
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("This key cannot sign", e);
        }
    }

    /** Never in a log. */
    @Override
    public String toString() {
        return "Es256Key[" + id() + "]";
    }
}
