package org.computecontracts.compute.sandbox;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        for (var forward : forwards.entrySet()) {
            var handler = new Forwarder(forward.getValue(), meter);
            sockets.add(GuestSocket.listen(place.socket(String.valueOf(forward.getKey())), handler));
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
