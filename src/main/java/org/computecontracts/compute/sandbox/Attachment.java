package org.computecontracts.compute.sandbox;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.computecontracts.compute.Backend.Watch;
import org.computecontracts.compute.MachineOrder;

/** Our end of a guest's sockets, as long as this process and the guest live. */
final class Attachment implements AutoCloseable {
    private final Meter meter;
    private final List<GuestSocket> sockets = new ArrayList<>();

    Attachment(
            MachineOrder order,
            Place place,
            Map<Integer, InetSocketAddress> forwards,
            ConsoleLink console,
            Watch watch) {
        meter = new Meter(order.networkBytes(), order.spec().networkBytes(), watch::exhausted);
        sockets.add(GuestSocket.listen(place.socket("console"), console));
        var source = ownAddress();
        for (var forward : forwards.entrySet()) {
            var handler = new Forwarder(forward.getValue(), source, meter);
            sockets.add(GuestSocket.listen(place.socket(String.valueOf(forward.getKey())), handler));
        }
    }

    /** Of loopback, but not ours: a guest is counted as one stranger, and never taken for the portal itself. */
    private static InetAddress ownAddress() {
        var random = ThreadLocalRandom.current();
        var address = new byte[] {
            127, (byte) random.nextInt(1, 255), (byte) random.nextInt(256), (byte) random.nextInt(1, 255)
        };
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    long networkBytes() {
        return meter.used();
    }

    @Override
    public void close() {
        sockets.forEach(GuestSocket::close);
    }
}
