package org.computecontracts.kernel.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: those of the platform's authorities and, where there is one, of the local CA. */
record TrustedCertificates(@Nullable Path localCa) {
    SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    X509TrustManager manager() {
        try {
            var platform = manager(null);
            return localCa == null ? platform : manager(both(platform, localCa));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The local CA cannot be used: " + localCa, e);
        }
    }

    private static KeyStore both(X509TrustManager platform, Path localCa) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (var authority : platform.getAcceptedIssuers()) {
            store.setCertificateEntry(
                    authority.getSubjectX500Principal() + " " + authority.getSerialNumber(), authority);
        }
        try (var pem = Files.newInputStream(localCa)) {
            store.setCertificateEntry(
                    "local-ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        return store;
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }
}
