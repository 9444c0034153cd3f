package org.computecontracts.ingress.tls;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Our own certificate authority: made at the first start, kept as two files, trusted by whoever takes its certificate. */
class LocalCa {
    private static final Duration CA_LIFE = Duration.ofDays(3650);
    private static final Duration LEAF_LIFE = Duration.ofDays(30);
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyPair keys;
    private final X509Certificate certificate;

    private LocalCa(KeyPair keys, Path certificateFile, Instant now) {
        this.keys = keys;
        this.certificate = Pem.certificate(PrivateFile.read(certificateFile, () -> Pem.text(selfSigned(now))));
    }

    /** The authority kept at {@code certificate} and {@code ca.key} beside it. A certificate without its key is of no use. */
    static LocalCa at(Path certificate, Instant now) {
        var keyFile = certificate.resolveSibling("ca.key");
        var keys = Pem.keyPair(PrivateFile.read(keyFile, () -> Pem.text(newKeys())));
        var ca = new LocalCa(keys, certificate, now);
        if (!ca.certificate.getPublicKey().equals(keys.getPublic())) {
            throw new IllegalStateException(certificate + " is not the certificate of " + keyFile + ": remove both");
        }
        return ca;
    }

    String certificatePem() {
        return Pem.text(certificate);
    }

    /** A server certificate for these names and addresses. */
    Leaf issue(List<GeneralName> names, Instant now) {
        var leafKeys = newKeys();
        // The name stands in the alternative names alone: a common name has 64 characters at most
        var builder = builder(new X500Name("O=Compute Contracts"), leafKeys.getPublic(), now, LEAF_LIFE);
        try {
            var ids = new JcaX509ExtensionUtils();
            builder.addExtension(
                            Extension.subjectAlternativeName, true, new GeneralNames(names.toArray(GeneralName[]::new)))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            ids.createAuthorityKeyIdentifier(keys.getPublic()));
            return new Leaf(leafKeys.getPrivate(), List.of(signed(builder), certificate));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("No certificate for " + names, e);
        }
    }

    private X509Certificate selfSigned(Instant now) {
        var builder = builder(subject(), keys.getPublic(), now, CA_LIFE);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return signed(builder);
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("No certificate for the local CA", e);
        }
    }

    private static X500Name subject() {
        return new X500Name("O=Compute Contracts,CN=Compute Contracts local CA");
    }

    private X509v3CertificateBuilder builder(X500Name subject, PublicKey key, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(
                subject(),
                new BigInteger(127, RANDOM).setBit(126),
                Date.from(now.minus(CLOCKS_DIFFER)),
                Date.from(now.plus(life)),
                subject,
                key);
    }

    private X509Certificate signed(X509v3CertificateBuilder builder) throws GeneralSecurityException {
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No P-256 keys", e);
        }
    }
}
