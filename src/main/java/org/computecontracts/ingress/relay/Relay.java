package org.computecontracts.ingress.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.computecontracts.atproto.Did;
import org.computecontracts.ingress.Background;
import org.computecontracts.ingress.IngressSettings;
import org.computecontracts.ingress.tunnel.Forward;
import org.computecontracts.ingress.tunnel.Login;
import org.computecontracts.ingress.tunnel.Routes;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Settings;
import org.jspecify.annotations.Nullable;

/** The SSH server that workloads dial to be reached: public keys of the account's own records, forwards, nothing else. */
@ApplicationScoped
public class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class.getName());
    /** Whatever a stranger sends, the library writes to the log: only its own failures are of interest. Held, or forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("org.apache.sshd");

    private static final long WINDOW = 2L * 1024 * 1024;

    @Inject
    Settings kernel;

    @Inject
    IngressSettings settings;

    @Inject
    SshKeys keys;

    @Inject
    Routes routes;

    @Inject
    TunnelJournal journal;

    @Inject
    Background background;

    @Inject
    Clock clock;

    private @Nullable SshServer server;
    private @Nullable SshConnections visits;
    private @Nullable ForwardRequests forwards;
    private @Nullable RelayHostKeys hostKeys;

    public void start() {
        LIBRARY.setLevel(Level.SEVERE);
        forwards = new ForwardRequests(routes, journal, clock);
        visits = new SshConnections(settings, clock, this::farewell);
        server = SshServer.setUpDefaultServer();
        server.setHost(settings.relayHost());
        server.setPort(settings.relayPort());
        server.setKeyPairProvider(hostKeys().provider());
        authenticate(server);
        forwardOnly(server, forwards);
        keepUp(server);
        server.addSessionListener(visits);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The SSH relay cannot listen on port " + settings.relayPort(), e);
        }
    }

    private void authenticate(SshServer ssh) {
        ssh.setUserAuthFactories(List.of(new PatientKeyAuth.Factory(keys, background)));
        ssh.setPublickeyAuthenticator(new KeyCheck(keys));
        CoreModuleProperties.AUTH_TIMEOUT.set(ssh, settings.patience());
        // Twice as many as there may be keys: ours is the refusal that gives advice.
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(ssh, 2 * KeyCheck.MOST_KEYS);
    }

    /** No shell, no commands, no channels from clients; the filter guards against the library's own forwarding. */
    private static void forwardOnly(SshServer ssh, ForwardRequests forwards) {
        ssh.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        ssh.setSubsystemFactories(List.of());
        ssh.setChannelFactories(List.of(new NoChannel()));
        ssh.setGlobalRequestHandlers(List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE, forwards));
        CoreModuleProperties.WINDOW_SIZE.set(ssh, WINDOW);
    }

    private void keepUp(SshServer ssh) {
        CoreModuleProperties.IDLE_TIMEOUT.set(ssh, Duration.ZERO);
        CoreModuleProperties.TCP_NODELAY.set(ssh, true);
        ssh.setReservedSessionMessagesHandler(new Keepalive(settings, clock));
        ssh.setSessionHeartbeat(HeartbeatType.RESERVED, settings.keepalive());
    }

    public void stop() {
        if (server != null) {
            try {
                server.stop(true);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "The SSH relay did not stop cleanly", e);
            }
        }
    }

    /** Lines for a {@code known_hosts} file, by which clients can be sure of the relay. */
    public String knownHosts() {
        return hostKeys()
                .knownHosts(settings.domain(), settings.relayPort())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private synchronized RelayHostKeys hostKeys() {
        if (hostKeys == null) {
            hostKeys = new RelayHostKeys(kernel.dataDir().resolve("relay"));
        }
        return hostKeys;
    }

    private List<SshConnection> visits() {
        return visits == null ? List.of() : visits.all();
    }

    private void farewell(SshConnection visit) {
        visit.forwards().forEach(forward -> close(visit, forward, visit.endReason()));
    }

    private void close(SshConnection visit, Forward forward, String reason) {
        if (forwards != null) {
            forwards.close(visit, forward, reason);
        }
    }

    /** Ends one forward; its connection too when it carries no other. */
    void end(Forward forward, String reason) {
        var visit = SshConnections.of(forward.connection().getSession());
        close(visit, forward, reason);
        if (visit.forwards().isEmpty()) {
            visit.end(reason);
        }
    }

    void keysChanged(Did did) {
        keys.forget(did);
        background.run(
                "checking the keys of " + did,
                () -> visits().stream()
                        .filter(visit -> visit.login()
                                .filter(login -> login.did().equals(did))
                                .isPresent())
                        .forEach(this::check));
    }

    /** Ends what its account no longer wants: the key record is gone, or names other services, or the name has moved. */
    void checkKeys() {
        visits().forEach(this::check);
    }

    private void check(SshConnection visit) {
        visit.login().ifPresent(login -> {
            try {
                if (!keys.isCalled(login.did(), login.user())) {
                    visit.end("%s is another name than %s has now: log in with the DID, which stays"
                            .formatted(login.user(), login.did()));
                    return;
                }
                keys.confirm(login, visit.key())
                        .ifPresentOrElse(
                                again -> confirmed(visit, again),
                                () -> visit.end(login.user() + " no longer publishes the key " + login.fingerprint()));
            } catch (ProblemException e) {
                if (visit.isUnconfirmedSince(clock.instant().minus(settings.keyGrace()))) {
                    visit.end("the keys of %s can no longer be read: %s".formatted(login.user(), e.detail()));
                }
            }
        });
    }

    private void confirmed(SshConnection visit, Login login) {
        visit.confirmed(login, clock.instant());
        visit.forwards().stream()
                .filter(forward -> !login.allows(forward.service()))
                .forEach(forward -> end(
                        forward, "%s no longer publishes the key for %s".formatted(login.user(), forward.service())));
    }

    /** Matches no type a client can ask for; the library insists on at least one. */
    private static class NoChannel implements ChannelFactory {
        @Override
        public String getName() {
            return "";
        }

        @Override
        public Channel createChannel(Session session) throws IOException {
            throw new IOException("Clients open no channels here");
        }
    }
}
