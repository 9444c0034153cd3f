package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.pds.PdsProblem;

/** Gives apps passwords of their own, which can be taken back one by one. */
@ApplicationScoped
public class AppPasswords {
    private static final Pattern SYNTAX = Pattern.compile("[a-z2-7]{4}(-[a-z2-7]{4}){3}");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int MAX_NAME = 100;
    private static final int GROUPS = 4;

    @Inject
    AppPasswordStore passwords;

    @Inject
    Clock clock;

    private final SecureRandom random = new SecureRandom();

    /** A new app password, and the only time it is told. */
    public record Issued(AppPassword about, String password) {
        @Override
        public String toString() {
            return "Issued[" + about + "]";
        }
    }

    public Issued create(Did did, String name, boolean privileged) {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw PdsProblem.INVALID_REQUEST.because("The name of an app password has 1 to %d characters", MAX_NAME);
        }
        var password = newPassword();
        var about = new AppPassword(name, privileged, clock.instant());
        if (!passwords.add(did, about, hash(did, password))) {
            throw PdsProblem.INVALID_REQUEST.because("App password of this name already exists, or there are too many");
        }
        return new Issued(about, password);
    }

    private String newPassword() {
        var text = new StringBuilder();
        for (var i = 0; i < GROUPS * GROUPS; i++) {
            text.append(i > 0 && i % GROUPS == 0 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String hash(Did did, String password) {
        return Cid.ofRaw((did + " " + password).getBytes(StandardCharsets.UTF_8))
                .value();
    }

    public List<AppPassword> of(Did did) {
        return passwords.of(did);
    }

    /** Its sessions end with it, at once. Safe to repeat. */
    public void revoke(Did did, String name) {
        passwords.remove(did, name);
    }

    Optional<AppPassword> find(Did did, String password) {
        return SYNTAX.matcher(password).matches() ? passwords.find(did, hash(did, password)) : Optional.empty();
    }
}
