package org.computecontracts.kernel.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a request came from. Our own front is on loopback and appends the address it saw; nobody else is believed. */
public final class ClientAddress {
    private static final Set<String> OURSELVES = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

    private ClientAddress() {}

    public static String of(HttpServletRequest request) {
        return of(request.getRemoteAddr(), request.getHeader("X-Forwarded-For"));
    }

    /** With the address of the connection itself, and the header {@code X-Forwarded-For}. */
    public static String of(String peer, @Nullable String forwarded) {
        if (forwarded == null || !isOurselves(peer)) {
            return peer;
        }
        var hops = List.of(forwarded.split(",", -1));
        return hops.get(hops.size() - 1).strip();
    }

    /** Who shares one limit: of IPv6 a whole /64 network, which is what one customer gets (RFC 6177). */
    public static String neighbourhood(String address) {
        if (address.indexOf(':') < 0 || isOurselves(address)) {
            return address;
        }
        try {
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, 8) + "::/64"
                    : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    /** Not all of loopback: guests come from addresses of their own there. */
    public static boolean isOurselves(String address) {
        return OURSELVES.contains(address);
    }
}
