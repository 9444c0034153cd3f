package org.computecontracts.ingress.relay;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.computecontracts.ingress.HostNames;
import org.computecontracts.ingress.IngressProblem;
import org.computecontracts.ingress.tunnel.Forward;
import org.computecontracts.ingress.tunnel.Routes;
import org.computecontracts.ingress.tunnel.Traffic;
import org.computecontracts.kernel.ProblemException;

/**
 * The wishes of clients (RFC 4254 section 7.1): a forward is an entry in the routes, no socket listens. The bind address is
 * the service; the port is given back as it came, since the client knows its forwards by address and port.
 *
 * <p>A refusal by itself carries no text. A connection that has nothing else is ended with the reason, which OpenSSH prints;
 * one that serves other forwards stays, and gets the reason as a debug message. Which of the two it is shows when the
 * forwards that clients ask for one after the other are all there: so the first refusals are kept for a moment.
 */
class ForwardRequests implements RequestHandler<ConnectionService> {
    private static final Logger LOG = Logger.getLogger(ForwardRequests.class.getName());
    private static final int FIRST_PORT_GIVEN = 1024;
    private static final Duration MOMENT = Duration.ofMillis(300);

    private final Routes routes;
    private final TunnelJournal journal;
    private final Clock clock;

    ForwardRequests(Routes routes, TunnelJournal journal, Clock clock) {
        this.routes = routes;
        this.journal = journal;
        this.clock = clock;
    }

    /** Also takes what it does not know, lest the library write a line to the log for each. */
    @Override
    public Result process(ConnectionService connection, String request, boolean wantReply, Buffer buffer)
            throws IOException {
        return switch (request) {
            case "tcpip-forward" -> {
                // One at a time with what decides on the refusals that are kept
                synchronized (SshConnections.of(connection.getSession())) {
                    yield open(connection, buffer.getString(), buffer.getInt(), wantReply);
                }
            }
            case "cancel-tcpip-forward" -> cancel(connection, buffer.getString(), buffer.getInt());
            default -> Result.ReplyFailure;
        };
    }

    private Result open(ConnectionService connection, String service, int port, boolean wantReply) throws IOException {
        var visit = SshConnections.of(connection.getSession());
        try {
            var forward = forward(visit, connection, service, port);
            routes.add(forward);
            visit.add(forward);
            journal.opened(forward);
            for (var reason : visit.kept()) {
                refuseOne(visit, reason);
                visit.session().writePacket(visit.session().createBuffer(SshConstants.SSH_MSG_REQUEST_FAILURE));
            }
            if (visit.session().isClosing()) {
                close(visit, forward, visit.endReason());
            }
            return port == 0 && wantReply ? replyWith(visit, forward.port()) : Result.ReplySuccess;
        } catch (ProblemException e) {
            return refuse(visit, e.detail(), wantReply);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The forward of " + service + " failed", e);
            return refuse(visit, "the relay failed", wantReply);
        }
    }

    private Forward forward(SshConnection visit, ConnectionService connection, String service, int port) {
        var login = visit.login().orElseThrow(() -> new IllegalStateException("A forward before the login"));
        var label = HostNames.label(service, login.user());
        if (!login.allows(service)) {
            throw IngressProblem.SERVICE_REFUSED.because(
                    "%s has published this key for %s, not for %s", login.user(), login.services(), service);
        }
        return new Forward(
                UUID.randomUUID(),
                login,
                service,
                port == 0 ? FIRST_PORT_GIVEN + visit.forwards().size() : port,
                label,
                connection,
                visit.address(),
                clock.instant(),
                new Traffic());
    }

    /** RFC 4254 section 7.1: only a request for port 0 is answered with a port. */
    private static Result replyWith(SshConnection visit, int port) throws IOException {
        var reply = visit.session().createBuffer(SshConstants.SSH_MSG_REQUEST_SUCCESS, Integer.BYTES);
        reply.putUInt(port);
        visit.session().writePacket(reply);
        return Result.Replied;
    }

    private static Result refuse(SshConnection visit, String reason, boolean wantReply) throws IOException {
        if (!wantReply || !visit.forwards().isEmpty()) {
            refuseOne(visit, reason);
            return Result.ReplyFailure;
        }
        if (visit.keep(reason)) {
            var unused = visit.session()
                    .getFactoryManager()
                    .getScheduledExecutorService()
                    .schedule(() -> decide(visit), MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        }
        return Result.Replied;
    }

    private static void refuseOne(SshConnection visit, String reason) throws IOException {
        visit.session().sendDebugMessage(true, reason, "");
    }

    private static void decide(SshConnection visit) {
        synchronized (visit) {
            var reasons = visit.kept();
            if (!reasons.isEmpty()) {
                visit.end(String.join("; ", reasons));
            }
        }
    }

    private Result cancel(ConnectionService connection, String service, int port) {
        var visit = SshConnections.of(connection.getSession());
        return visit.forwards().stream()
                .filter(forward -> forward.service().equals(service) && forward.port() == port)
                .findFirst()
                .map(forward -> {
                    close(visit, forward, "the client cancelled it");
                    routes.giveUp(forward.login().did(), forward.service());
                    return Result.ReplySuccess;
                })
                .orElse(Result.ReplyFailure);
    }

    void close(SshConnection visit, Forward forward, String reason) {
        visit.remove(forward, clock.instant());
        if (routes.remove(forward)) {
            journal.closed(forward, reason);
        }
        if (visit.isEnded()) {
            routes.giveUp(forward.login().did(), forward.service());
        }
    }
}
