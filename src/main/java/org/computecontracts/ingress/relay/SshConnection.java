package org.computecontracts.ingress.relay;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.computecontracts.ingress.tunnel.Forward;
import org.computecontracts.ingress.tunnel.Login;
import org.jspecify.annotations.Nullable;

/**
 * One SSH connection to the relay: first nobody's, then of the account whose key it has proved, then with its forwards.
 * OpenSSH prints the text of a disconnect, and nothing else after the login: so that is where reasons go.
 */
class SshConnection {
    static final AttributeKey<SshConnection> OF = new AttributeKey<>();

    private final Session session;
    private final String address;
    private final Set<Forward> forwards = ConcurrentHashMap.newKeySet();
    private final List<String> refusals = new ArrayList<>();
    private volatile byte[] key = {};
    private volatile @Nullable Login login;
    private volatile boolean authenticated;
    private volatile Instant quietSince;
    private volatile Instant lastAnswer;
    private volatile Instant confirmed;
    private volatile int refused;
    private volatile boolean ended;
    private volatile String endReason = "the client went away";

    SshConnection(Session session, String address, Instant now) {
        this.session = session;
        this.address = address;
        this.quietSince = now;
        this.lastAnswer = now;
        this.confirmed = now;
    }

    /** The key asked about last. The server asks once to know and once more, right before it checks the signature. */
    void offers(byte[] publicKey, @Nullable Login allowed) {
        key = publicKey;
        login = allowed;
    }

    /** Counts one more key that opens nothing; the library asks for one after the other. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    int refused() {
        return ++refused;
    }

    void authenticated(Instant now) {
        authenticated = true;
        quietSince = now;
        lastAnswer = now;
        confirmed = now;
    }

    /** Whose it is, once the signature has been checked. */
    Optional<Login> login() {
        return authenticated ? Optional.ofNullable(login) : Optional.empty();
    }

    void confirmed(Login again, Instant now) {
        login = again;
        confirmed = now;
    }

    void add(Forward forward) {
        forwards.add(forward);
    }

    /** Keeps a refusal; whether it is the first that is kept. */
    boolean keep(String refusal) {
        refusals.add(refusal);
        return refusals.size() == 1;
    }

    /** The refusals that were kept, in their order; none is from now on. */
    List<String> kept() {
        var kept = List.copyOf(refusals);
        refusals.clear();
        return kept;
    }

    void remove(Forward forward, Instant now) {
        forwards.remove(forward);
        quietSince = now;
    }

    void answered(Instant now) {
        lastAnswer = now;
    }

    /** Says why and ends it. */
    void end(String reason) {
        ended = true;
        endReason = reason;
        try {
            session.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, reason);
        } catch (IOException e) {
            session.close(true);
        }
    }

    /** Ends it without a word, for a client that no longer listens. */
    void drop(String reason) {
        endReason = reason;
        session.close(true);
    }

    Session session() {
        return session;
    }

    String address() {
        return address;
    }

    byte[] key() {
        return key;
    }

    List<Forward> forwards() {
        return List.copyOf(forwards);
    }

    boolean isIdleSince(Instant moment) {
        return authenticated && forwards.isEmpty() && quietSince.isBefore(moment);
    }

    boolean isSilentSince(Instant moment) {
        return lastAnswer.isBefore(moment);
    }

    boolean isUnconfirmedSince(Instant moment) {
        return confirmed.isBefore(moment);
    }

    /** Whether it was told to go, and is not to come back. */
    boolean isEnded() {
        return ended;
    }

    String endReason() {
        return endReason;
    }
}
