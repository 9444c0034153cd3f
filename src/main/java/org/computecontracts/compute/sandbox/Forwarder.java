package org.computecontracts.compute.sandbox;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Carries one of a guest's ports to an address of ours and counts what passes. */
final class Forwarder implements GuestSocket.Handler {
    private static final int CHUNK = 64 * 1024;

    private final InetSocketAddress target;
    private final InetAddress source;
    private final Meter meter;

    /** Seen from the target the guest comes from {@code source}, where the target is on loopback too. */
    Forwarder(InetSocketAddress target, InetAddress source, Meter meter) {
        this.target = target;
        this.source = source;
        this.meter = meter;
    }

    @Override
    public void serve(SocketChannel guest) throws IOException {
        try (var far = SocketChannel.open()) {
            if (target.getAddress() instanceof Inet4Address four && four.isLoopbackAddress()) {
                far.bind(new InetSocketAddress(source, 0));
            }
            far.connect(target);
            var back = Thread.ofVirtual().start(() -> pumpBack(far, guest));
            pump(guest, far);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pumpBack(SocketChannel far, SocketChannel guest) {
        try {
            pump(far, guest);
        } catch (IOException e) {
            close(far);
            close(guest);
        }
    }

    /** One direction: its end is passed on, the other direction may go on. */
    private void pump(SocketChannel from, SocketChannel to) throws IOException {
        var buffer = ByteBuffer.allocate(CHUNK);
        while (from.read(buffer) >= 0) {
            if (!meter.passes(buffer.position())) {
                close(from);
                close(to);
                return;
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            buffer.clear();
        }
        to.shutdownOutput();
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket cannot be closed", e);
        }
    }
}
