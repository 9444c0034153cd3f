package org.computecontracts.pds.web;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import org.computecontracts.kernel.http.ClientAddress;

/** Keeps the address a WebSocket was asked for from: its session does not know it. Only our own front connects to us. */
public class AskedFrom extends ServerEndpointConfig.Configurator {
    private static final String NAME = "address";
    private static final String FRONT = "127.0.0.1";

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        var forwarded = request.getHeaders().getOrDefault("X-Forwarded-For", List.of());
        var address = ClientAddress.of(FRONT, forwarded.isEmpty() ? null : String.join(",", forwarded));
        config.getUserProperties().put(NAME, ClientAddress.neighbourhood(address));
    }

    static String of(Session session) {
        return String.valueOf(session.getUserProperties().getOrDefault(NAME, FRONT));
    }
}
