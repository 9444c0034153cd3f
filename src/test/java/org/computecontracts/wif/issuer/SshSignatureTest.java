package org.computecontracts.wif.issuer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.wif.SshKeygen;
import org.computecontracts.wif.WifProblem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshSignatureTest {
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln";

    @TempDir
    Path folder;

    private SshKeygen ssh;
    private Path hostKey;
    private String signature;

    @BeforeEach
    void theGuestSignsItsToken() {
        SshKeygen.require("ssh-keygen");
        ssh = new SshKeygen(folder);
        hostKey = ssh.newKey("guest");
        signature = ssh.sign(hostKey, "prove-sshd", TOKEN);
    }

    @Test
    void acceptsTheHostKeysOwnSignature() {
        assertThatCode(() -> check(signature, TOKEN, hostKey)).doesNotThrowAnyException();
    }

    @Test
    void acceptsBothHashes() {
        assertThatCode(() -> check(ssh.sign(hostKey, "prove-sshd", TOKEN, "-O", "hashalg=sha256"), TOKEN, hostKey))
                .doesNotThrowAnyException();
    }

    /** The public reference takes any key for the host key. */
    @Test
    void refusesAGoodSignatureByAnotherKey() {
        var other = ssh.newKey("other");

        assertRefused(ssh.sign(other, "prove-sshd", TOKEN), TOKEN, hostKey, "another key");
    }

    @Test
    void refusesAnotherKeyThatClaimsToBeTheHostKey() {
        var other = ssh.newKey("other");
        var theirs = Base64.getDecoder().decode(SshKeygen.publicLine(other).split(" ")[1]);
        var ours = Base64.getDecoder().decode(SshKeygen.publicLine(hostKey).split(" ")[1]);
        var blob = blob(ssh.sign(other, "prove-sshd", TOKEN));
        var forged = replaced(blob, theirs, ours);

        assertRefused(armour(forged), TOKEN, hostKey, "does not fit");
    }

    @Test
    void refusesAnotherNamespace() {
        assertRefused(ssh.sign(hostKey, "file", TOKEN), TOKEN, hostKey, "namespace");
    }

    @Test
    void refusesOneChangedByteAndATrailingNewline() {
        assertRefused(signature, TOKEN.replace('e', 'f'), hostKey, "does not fit");
        assertRefused(ssh.sign(hostKey, "prove-sshd", TOKEN + "\n"), TOKEN, hostKey, "does not fit");
    }

    @Test
    void refusesAChangedSignature() {
        var blob = blob(signature);
        blob[blob.length - 10] ^= 1;

        assertRefused(armour(blob), TOKEN, hostKey, "does not fit");
    }

    @Test
    void refusesOtherKindsOfKeys() {
        var ecdsa = ssh.newKey("ecdsa", "ecdsa");

        assertRefused(ssh.sign(ecdsa, "prove-sshd", TOKEN), TOKEN, hostKey, "not a whole SSH signature");
        assertRefused(signature, TOKEN, ecdsa, "not an Ed25519 key");
    }

    @Test
    void refusesWhatIsCutShortOrLonger() {
        var blob = blob(signature);
        for (var length = 0; length < blob.length; length++) {
            assertRefused(armour(Arrays.copyOf(blob, length)), TOKEN, hostKey, "");
        }
        assertRefused(armour(Arrays.copyOf(blob, blob.length + 1)), TOKEN, hostKey, "whole");
        assertRefused("not armoured", TOKEN, hostKey, "armoured");
    }

    private static void check(String armoured, String token, Path key) {
        SshSignature.parse(armoured)
                .check(token.getBytes(StandardCharsets.UTF_8), "prove-sshd", SshKeygen.publicLine(key));
    }

    private static void assertRefused(String armoured, String token, Path key, String reason) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> check(armoured, token, key))
                .withMessageContaining(reason)
                .extracting(ProblemException::type)
                .isEqualTo(WifProblem.PROOF_REFUSED);
    }

    private static byte[] blob(String armoured) {
        return Base64.getMimeDecoder().decode(armoured.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static String armour(byte[] blob) {
        return "-----BEGIN SSH SIGNATURE-----\n" + Base64.getMimeEncoder().encodeToString(blob)
                + "\n-----END SSH SIGNATURE-----\n";
    }

    private static byte[] replaced(byte[] in, byte[] from, byte[] to) {
        var text = new String(in, StandardCharsets.ISO_8859_1);
        return text.replace(new String(from, StandardCharsets.ISO_8859_1), new String(to, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
