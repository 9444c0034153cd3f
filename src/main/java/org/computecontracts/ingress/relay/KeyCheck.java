package org.computecontracts.ingress.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.computecontracts.kernel.ProblemException;

/** Whether an account has published a key; asked twice a login, answers from what has been looked up before. */
class KeyCheck implements PublickeyAuthenticator {
    private static final Logger LOG = Logger.getLogger(KeyCheck.class.getName());

    /** An agent offers all that it has, one after the other. */
    static final int MOST_KEYS = 64;

    private static final int ADVISED_AT = 5;
    private static final String ADVICE = "offer the one key that is published: ssh -o IdentitiesOnly=yes -i FILE";

    private final SshKeys keys;

    KeyCheck(SshKeys keys) {
        this.keys = keys;
    }

    @Override
    public boolean authenticate(String user, PublicKey key, ServerSession session) {
        var visit = SshConnections.of(session);
        var blob = blob(key);
        try {
            visit.offers(blob, keys.login(user, blob, KeyUtils.getFingerPrint(key)));
            return true;
        } catch (ProblemException e) {
            visit.offers(blob, null);
            refuse(visit, session, e.detail());
            return false;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The key of " + user + " cannot be checked", e);
            visit.offers(blob, null);
            return false;
        }
    }

    private static void refuse(SshConnection visit, ServerSession session, String reason) {
        var refused = visit.refused();
        if (refused == MOST_KEYS) {
            visit.end("%d keys were refused; %s".formatted(refused, ADVICE));
            return;
        }
        say(session, refused == ADVISED_AT ? reason + "\r\n" + refused + " keys were refused; " + ADVICE : reason);
    }

    private static byte[] blob(PublicKey key) {
        var buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key);
        return buffer.getCompactData();
    }

    /** Before the login a banner is the one thing a client shows (RFC 4252 section 5.4). */
    static void say(ServerSession session, String text) {
        var buffer = session.createBuffer(SshConstants.SSH_MSG_USERAUTH_BANNER);
        buffer.putString(text + "\r\n");
        buffer.putString("");
        try {
            session.writePacket(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("The client has gone", e);
        }
    }
}
