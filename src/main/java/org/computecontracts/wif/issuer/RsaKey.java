package org.computecontracts.wif.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.computecontracts.kernel.Json;

/** A key pair that signs tokens with RS256, named by its RFC 7638 thumbprint. */
public record RsaKey(RSAKey jwk) {
    public static RsaKey generate(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(Math.max(2048, bits));
            return of(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No RSA", e);
        }
    }

    static RsaKey of(byte[] pkcs8) {
        try {
            var factory = KeyFactory.getInstance("RSA");
            var secret = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            var open = (RSAPublicKey)
                    factory.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
            return new RsaKey(new RSAKey.Builder(open)
                    .privateKey(secret)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint()
                    .build());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("Not an RSA key", e);
        }
    }

    public String kid() {
        return jwk.getKeyID();
    }

    public RSAKey published() {
        return jwk.toPublicJWK();
    }

    byte[] pkcs8() {
        try {
            return jwk.toRSAPrivateKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException("Not an RSA key", e);
        }
    }

    public String sign(ObjectNode claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .type(JOSEObjectType.JWT)
                    .keyID(kid())
                    .build();
            var jws = new JWSObject(header, new Payload(Json.write(claims)));
            jws.sign(new RSASSASigner(jwk));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("Cannot sign with " + kid(), e);
        }
    }

    /** Never the private half. */
    @Override
    public String toString() {
        return "RsaKey[" + kid() + "]";
    }
}
