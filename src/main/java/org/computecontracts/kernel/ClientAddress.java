package org.computecontracts.kernel;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a request came from. Our own front is on loopback and appends the address it saw; nobody else is believed. */
public final class ClientAddress {
    private ClientAddress() {}

    public static String of(HttpServletRequest request) {
        return of(request.getRemoteAddr(), request.getHeader("X-Forwarded-For"));
    }

    /** With the address of the connection itself, and the header {@code X-Forwarded-For}. */
    public static String of(String peer, @Nullable String forwarded) {
        if (forwarded == null || !isLoopback(peer)) {
            return peer;
        }
        var hops = List.of(forwarded.split(",", -1));
        return hops.get(hops.size() - 1).strip();
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
