package org.computecontracts.ingress.relay;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.session.ServerUserAuthService;
import org.computecontracts.ingress.Background;
import org.jspecify.annotations.Nullable;

/**
 * Public key authentication that waits for a lookup without holding one of the few threads all tunnels share: the request
 * is put aside, and played again when the keys are there.
 *
 * <p>The library's own way to wait (AsyncAuthException) is not for public keys: its late "yes" would pass over the signature.
 */
class PatientKeyAuth extends UserAuthPublicKey {
    private static final Logger LOG = Logger.getLogger(PatientKeyAuth.class.getName());

    /** How an authentication method says that its answer comes later. */
    private static final @Nullable Boolean STILL_UNDER_WAY = null;

    private final Factory factory;

    private PatientKeyAuth(List<NamedFactory<Signature>> signatures, Factory factory) {
        super(signatures);
        this.factory = factory;
    }

    /** What the library would keep to itself is logged here: a fault of ours looks like a refusal otherwise. */
    @Override
    public @Nullable Boolean auth(ServerSession session, String user, String service, Buffer request) throws Exception {
        try {
            return authOrWait(session, user, service, request);
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.log(Level.WARNING, "The login of " + user + " failed", e);
            throw e;
        }
    }

    private @Nullable Boolean authOrWait(ServerSession session, String user, String service, Buffer request)
            throws Exception {
        if (factory.keys.knows(user)) {
            return super.auth(session, user, service, request);
        }
        if (!factory.lookups.tryAcquire()) {
            KeyCheck.say(session, "too many key lookups are under way, try again");
            return Boolean.FALSE;
        }
        var again = again(user, service, request);
        factory.background.run("the login of " + user, () -> loadAndRepeat(session, user, again));
        return STILL_UNDER_WAY;
    }

    private void loadAndRepeat(ServerSession session, String user, Buffer request) {
        try {
            factory.keys.load(user);
        } finally {
            factory.lookups.release();
        }
        try {
            session.getService(ServerUserAuthService.class).process(SshConstants.SSH_MSG_USERAUTH_REQUEST, request);
        } catch (Exception e) {
            // As the library does with what a request's own thread throws: it ends the connection
            session.exceptionCaught(e);
        }
    }

    private static Buffer again(String user, String service, Buffer rest) {
        var copy = new ByteArrayBuffer();
        copy.putString(user);
        copy.putString(service);
        copy.putString(NAME);
        copy.putRawBytes(rest.getCompactData());
        return copy;
    }

    static class Factory extends UserAuthPublicKeyFactory {
        private static final int LOOKUPS_AT_ONCE = 32;

        private final SshKeys keys;
        private final Background background;
        private final Semaphore lookups = new Semaphore(LOOKUPS_AT_ONCE);

        Factory(SshKeys keys, Background background) {
            this.keys = keys;
            this.background = background;
        }

        @Override
        public UserAuthPublicKey createUserAuth(ServerSession session) {
            return new PatientKeyAuth(getSignatureFactories(), this);
        }
    }
}
