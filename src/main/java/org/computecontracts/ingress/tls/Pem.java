package org.computecontracts.ingress.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Elliptic curve keys and certificates as text (RFC 7468). */
public final class Pem {
    private Pem() {}

    /** Both halves: the private one need not contain the public one. */
    static String text(KeyPair keys) {
        return text("PRIVATE KEY", keys.getPrivate().getEncoded())
                + text("PUBLIC KEY", keys.getPublic().getEncoded());
    }

    static String text(X509Certificate certificate) {
        try {
            return text("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not writable: " + certificate, e);
        }
    }

    static KeyPair keyPair(byte[] pem) {
        try (var reader = new PemReader(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
            var factory = KeyFactory.getInstance("EC");
            var privateKey = factory.generatePrivate(
                    new PKCS8EncodedKeySpec(reader.readPemObject().getContent()));
            var publicKey = factory.generatePublic(
                    new X509EncodedKeySpec(reader.readPemObject().getContent()));
            return new KeyPair(publicKey, privateKey);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("Not an elliptic curve key pair in PEM", e);
        }
    }

    public static X509Certificate certificate(byte[] pem) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a certificate in PEM", e);
        }
    }

    private static String text(String type, byte[] content) {
        var text = new StringWriter();
        try (var pem = new PemWriter(text)) {
            pem.writeObject(new PemObject(type, content));
        } catch (IOException e) {
            throw new UncheckedIOException("Not writable as PEM: " + type, e);
        }
        return text.toString();
    }
}
