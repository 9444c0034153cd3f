package org.computecontracts.ingress.fuzz;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.computecontracts.ingress.TunnelSite;

/** Where visitors come in. */
class FuzzDoor {
    private static final int HANDSHAKE_MILLIS = 10_000;

    private static final int SESSIONS = 100;

    private final int port;
    private final SSLContext tls;

    FuzzDoor(TunnelSite ingress) throws IOException, GeneralSecurityException {
        port = ingress.frontPort();
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        try (var ca = Files.newInputStream(ingress.caFile())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(ca));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        tls.getClientSessionContext().setSessionCacheSize(SESSIONS);
    }

    /** The TCP connection is there beside the TLS one, for those who reset it. */
    record Entered(Socket tcp, SSLSocket tls) {
        void reset() throws IOException {
            if (!tcp.isClosed()) {
                tcp.setSoLinger(true, 0);
                tcp.close();
            }
        }
    }

    Entered enter(String host, String protocol) throws IOException {
        var tcp = new Socket(InetAddress.getLoopbackAddress(), port);
        tcp.setTcpNoDelay(true);
        tcp.setSoTimeout(HANDSHAKE_MILLIS);
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            tcp.close();
            throw e;
        }
        return new Entered(tcp, socket);
    }

    String authority(String host) {
        return host + ":" + port;
    }
}
