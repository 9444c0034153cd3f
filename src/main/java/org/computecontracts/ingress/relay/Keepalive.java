package org.computecontracts.ingress.relay;

import java.io.IOException;
import java.time.Clock;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.ReservedSessionMessagesHandler;
import org.computecontracts.ingress.IngressSettings;

/**
 * Asks every client for a sign of life, and ends those who give none or who hold a connection for nothing. Also keeps boxes
 * between us and them, which forget quiet connections after some seconds, from doing so.
 */
class Keepalive implements ReservedSessionMessagesHandler {
    private static final String REQUEST = "keepalive@openssh.com";
    private static final int SILENCES = 3;

    private final IngressSettings settings;
    private final Clock clock;

    Keepalive(IngressSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public boolean sendReservedHeartbeat(ConnectionService connection) throws IOException {
        var visit = SshConnections.of(connection.getSession());
        var now = clock.instant();
        if (visit.isSilentSince(now.minus(settings.keepalive().multipliedBy(SILENCES)))) {
            visit.drop("the client gave no sign of life");
            return false;
        }
        if (visit.isIdleSince(now.minus(settings.patience()))) {
            visit.end("no forward was asked for within " + settings.patience().toSeconds() + " s");
            return false;
        }
        ask(visit);
        return true;
    }

    private void ask(SshConnection visit) throws IOException {
        var buffer = visit.session().createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
        buffer.putString(REQUEST);
        buffer.putBoolean(true);
        // OpenSSH answers that it does not know the request: any answer is a sign of life
        visit.session().request(buffer, REQUEST, (command, answer) -> visit.answered(clock.instant()));
    }
}
