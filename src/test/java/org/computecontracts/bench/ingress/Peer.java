package org.computecontracts.bench.ingress;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.computecontracts.ingress.TunnelSite;

/** Caddy for TLS before a remote forward of OpenSSH: what somebody without our ingress would put together. Ends with us. */
record Peer(int port) {
    private static final List<String> PROGRAMS = List.of("caddy", "sshd", "ssh", "ssh-keygen");

    /** Empty, and said, where a program is missing. */
    static Optional<Peer> before(int origin) throws IOException {
        var missing = PROGRAMS.stream().filter(name -> program(name).isEmpty()).toList();
        if (!missing.isEmpty()) {
            System.out.println("SKIPPED the comparison: missing " + missing + " (Debian: caddy, openssh-server)");
            return Optional.empty();
        }
        var folder = Files.createTempDirectory("peer");
        var ssh = free();
        var forwarded = free();
        var port = free();
        var sshd = sshd(folder, ssh);
        sshd.awaitPort(ssh);
        var client = client(folder, ssh, forwarded + ":127.0.0.1:" + origin);
        client.awaitPort(forwarded);
        var caddy = caddy(folder, port, forwarded);
        caddy.awaitPort(port);
        return Optional.of(new Peer(port));
    }

    private static Started sshd(Path folder, int port) throws IOException {
        key(folder.resolve("host"));
        key(folder.resolve("user"));
        Files.createDirectories(Path.of("/run/sshd")); // where sshd locks itself up before it knows who comes
        var config = Files.writeString(folder.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %2$s/host
                AuthorizedKeysFile %2$s/user.pub
                StrictModes no
                UsePAM no
                PidFile none
                PermitRootLogin prohibit-password
                """.formatted(port, folder));
        return Started.quietly(folder, List.of(program("sshd").orElseThrow(), "-D", "-e", "-f", config.toString()));
    }

    private static Started client(Path folder, int port, String remote) throws IOException {
        return Started.quietly(
                folder,
                List.of(
                        program("ssh").orElseThrow(),
                        "-NnT",
                        "-F",
                        "none",
                        "-p",
                        "" + port,
                        "-i",
                        folder.resolve("user").toString(),
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "ExitOnForwardFailure=yes",
                        "-R",
                        "127.0.0.1:" + remote,
                        System.getProperty("user.name") + "@127.0.0.1"));
    }

    private static Started caddy(Path folder, int port, int forwarded) throws IOException {
        var config =
                Files.writeString(folder.resolve("Caddyfile"), """
                {
                    admin off
                    auto_https disable_redirects
                    skip_install_trust
                    storage file_system %1$s/caddy
                    servers {
                        protocols h1 h2
                    }
                }
                https://localhost:%2$d, https://%3$s:%2$d {
                    bind 127.0.0.1
                    tls internal
                    reverse_proxy 127.0.0.1:%4$d
                }
                """.formatted(folder, port, TunnelSite.HOST, forwarded));
        return Started.quietly(
                folder,
                List.of(
                        program("caddy").orElseThrow(),
                        "run",
                        "--adapter",
                        "caddyfile",
                        "--config",
                        config.toString()));
    }

    private static void key(Path file) throws IOException {
        run(List.of(program("ssh-keygen").orElseThrow(), "-q", "-t", "ed25519", "-N", "", "-f", file.toString()));
    }

    private static void run(List<String> command) throws IOException {
        try {
            if (!new ProcessBuilder(command).start().waitFor(20, TimeUnit.SECONDS)) {
                throw new IOException("does not end: " + command);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** sshd must be called by its whole path. */
    private static Optional<String> program(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
