package org.computecontracts.compute.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A unix socket that a guest may connect to. Each connection has a virtual thread of its own: it pumps bytes and needs
 * nothing of the container.
 */
final class GuestSocket implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(GuestSocket.class.getName());
    private static final int MOST_CONNECTIONS = 256;

    private final ServerSocketChannel server;
    private final Path path;
    private final Handler handler;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /** Serves one connection to its end. */
    interface Handler {
        void serve(SocketChannel guest) throws IOException;
    }

    private GuestSocket(ServerSocketChannel server, Path path, Handler handler) {
        this.server = server;
        this.path = path;
        this.handler = handler;
    }

    /** Takes over from a portal that was killed: the guest sees the folder, and in it the new socket. */
    static GuestSocket listen(Path path, Handler handler) {
        try {
            Files.deleteIfExists(path);
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            // The folder above keeps everybody but the guest away.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
            var socket = new GuestSocket(server, path, handler);
            Thread.ofVirtual().name("guest " + path.getFileName()).start(socket::accept);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on " + path, e);
        }
    }

    private void accept() {
        try {
            while (true) {
                var guest = server.accept();
                if (open.size() >= MOST_CONNECTIONS) {
                    guest.close();
                    continue;
                }
                open.add(guest);
                Thread.ofVirtual().start(() -> serve(guest));
            }
        } catch (ClosedChannelException e) {
            LOG.log(Level.FINE, "Closed: {0}", path);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "No more connections on " + path, e);
        }
    }

    private void serve(SocketChannel guest) {
        try (guest) {
            handler.serve(guest);
        } catch (IOException e) {
            LOG.log(Level.FINE, "A connection on " + path + " broke", e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A connection on " + path + " failed", e);
        } finally {
            open.remove(guest);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var guest : open) {
                guest.close();
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "Closing " + path, e);
        }
    }
}
