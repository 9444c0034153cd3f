package org.computecontracts.wif.issuer;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.computecontracts.wif.WifProblem;

/**
 * A detached SSH signature (OpenSSH PROTOCOL.sshsig) by an Ed25519 key.
 *
 * <p>{@code ssh-keygen -Y check-novalidate} takes any key for the right one; so the embedded key is compared here with
 * the one expected before the signature is looked at.
 *
 * @param publicKey the embedded key's wire form
 */
record SshSignature(byte[] publicKey, String namespace, byte[] reserved, String hash, byte[] signature) {
    private static final Pattern ARMOUR =
            Pattern.compile("\\s*-----BEGIN SSH SIGNATURE-----\\s+([A-Za-z0-9+/=\\s]+)-----END SSH SIGNATURE-----\\s*");
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final String ED25519 = "ssh-ed25519";

    /** Reads the armoured form; PROOF_REFUSED when it is anything but one whole signature by an Ed25519 key. */
    static SshSignature parse(String armoured) {
        var matcher = ARMOUR.matcher(armoured);
        if (armoured.length() > 4096 || !matcher.matches()) {
            throw WifProblem.PROOF_REFUSED.because("sig is not an armoured SSH signature");
        }
        try {
            return read(
                    ByteBuffer.wrap(Base64.getDecoder().decode(matcher.group(1).replaceAll("\\s", ""))));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw WifProblem.PROOF_REFUSED
                    .because("sig is not a whole SSH signature")
                    .causedBy(e);
        }
    }

    private static SshSignature read(ByteBuffer in) {
        var magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC) || in.getInt() != 1) {
            throw new IllegalArgumentException("Not SSHSIG version 1");
        }
        var publicKey = string(in);
        var namespace = text(in);
        var reserved = string(in);
        var hash = text(in);
        var signature = ed25519(string(in), 64);
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("Bytes after the signature");
        }
        return new SshSignature(publicKey, namespace, reserved, hash, signature);
    }

    /** PROOF_REFUSED unless this signs exactly these bytes, in this namespace, by exactly this key. */
    void check(byte[] message, String expectedNamespace, String hostKeyLine) {
        if (!Arrays.equals(publicKey, wireForm(hostKeyLine))) {
            throw WifProblem.PROOF_REFUSED.because("The signature is by another key than the machine's host key");
        }
        if (!namespace.equals(expectedNamespace)) {
            throw WifProblem.PROOF_REFUSED.because("The signature is for the namespace %s", printable(namespace));
        }
        if (!verifies(message)) {
            throw WifProblem.PROOF_REFUSED.because("The signature does not fit the token");
        }
    }

    private boolean verifies(byte[] message) {
        try {
            var spki = ByteBuffer.allocate(44).put(SPKI_PREFIX).put(ed25519(publicKey, 32));
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki.array())));
            verifier.update(signed(message));
            return verifier.verify(signature);
        } catch (GeneralSecurityException | BufferUnderflowException | IllegalArgumentException e) {
            throw WifProblem.PROOF_REFUSED
                    .because("The signature cannot be verified")
                    .causedBy(e);
        }
    }

    private byte[] signed(byte[] message) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance(
                        switch (hash) {
                            case "sha512" -> "SHA-512";
                            case "sha256" -> "SHA-256";
                            default -> throw new IllegalArgumentException("Unknown hash");
                        })
                .digest(message);
        var space = namespace.getBytes(StandardCharsets.UTF_8);
        var name = hash.getBytes(StandardCharsets.UTF_8);
        var out = ByteBuffer.allocate(MAGIC.length + 16 + space.length + reserved.length + name.length + digest.length);
        out.put(MAGIC);
        for (var field : new byte[][] {space, reserved, name, digest}) {
            out.putInt(field.length).put(field);
        }
        return out.array();
    }

    private static byte[] wireForm(String line) {
        var fields = line.strip().split("\\s+", 3);
        if (fields.length < 2 || !fields[0].equals(ED25519)) {
            throw WifProblem.PROOF_REFUSED.because("The machine's host key is not an Ed25519 key");
        }
        return Base64.getDecoder().decode(fields[1]);
    }

    /** The payload of {@code string type, string payload}, with nothing after it. */
    private static byte[] ed25519(byte[] blob, int length) {
        var in = ByteBuffer.wrap(blob);
        var type = text(in);
        var payload = string(in);
        if (!type.equals(ED25519) || payload.length != length || in.hasRemaining()) {
            throw new IllegalArgumentException("Not Ed25519");
        }
        return payload;
    }

    private static byte[] string(ByteBuffer in) {
        var length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer in) {
        return new String(string(in), StandardCharsets.UTF_8);
    }

    private static String printable(String text) {
        return text.replaceAll("[^A-Za-z0-9@._-]", "?");
    }
}
