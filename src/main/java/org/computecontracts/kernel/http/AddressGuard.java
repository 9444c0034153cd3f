package org.computecontracts.kernel.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.computecontracts.kernel.KernelProblem;

/**
 * Resolves names for the outgoing client and lets only addresses of the public Internet through. The connection goes to
 * the very addresses checked here, so a name cannot change its mind in between.
 *
 * <p>Names under {@code .localhost} are loopback (RFC 6761 section 6.3), which the JDK does not know.
 */
class AddressGuard implements DnsResolver {
    private final boolean allowLoopback;

    AddressGuard(boolean allowLoopback) {
        this.allowLoopback = allowLoopback;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = isLocalName(host)
                ? new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})}
                : InetAddress.getAllByName(host);
        for (var address : addresses) {
            if (!allowed(address)) {
                throw KernelProblem.ADDRESS_REFUSED.because(
                        "%s is at %s, which is not a public address", host, address.getHostAddress());
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    boolean allowed(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return allowLoopback;
        }
        return !(address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isReserved(address.getAddress()));
    }

    static boolean isLocalName(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    private static boolean isReserved(byte[] a) {
        if (a.length == 4) {
            return inV4(a, 0, 0, 8) // this network
                    || inV4(a, 100, 64, 10) // carrier-grade NAT
                    || inV4(a, 192, 0, 24) // IETF assignments
                    || inV4(a, 198, 18, 15) // benchmarking
                    || (a[0] & 0xff) >= 240;
        }
        var uniqueLocal = (a[0] & 0xfe) == 0xfc;
        var sixToFourOrTeredo = a[0] == 0x20 && (a[1] == 0x02 || (a[1] == 0x01 && a[2] == 0 && a[3] == 0));
        var nat64 = a[0] == 0 && (a[1] & 0xff) == 0x64 && (a[2] & 0xff) == 0xff && (a[3] & 0xff) == 0x9b;
        var v4Compatible = Arrays.equals(a, 0, 12, new byte[12], 0, 12);
        return uniqueLocal || sixToFourOrTeredo || nat64 || v4Compatible;
    }

    private static boolean inV4(byte[] a, int first, int second, int prefix) {
        var value = ((a[0] & 0xff) << 24) | ((a[1] & 0xff) << 16) | ((a[2] & 0xff) << 8) | (a[3] & 0xff);
        var network = (first << 24) | (second << 16);
        return (value ^ network) >>> (32 - prefix) == 0;
    }
}
