package org.computecontracts.atproto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** A private key of one of the two curves of the network (AT Protocol, Cryptography). Nonces are RFC 6979. */
public final class SigningKey {
    private static final int SCALAR_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final ECDomainParameters SECP256K1 =
            new ECDomainParameters(CustomNamedCurves.getByName("secp256k1"));
    private static final ECDomainParameters SECP256R1 =
            new ECDomainParameters(CustomNamedCurves.getByName("secp256r1"));

    private final Curve curve;
    private final BigInteger secret;
    private final VerifyingKey verifyingKey;

    /** The two curves, as multikeys and JOSE name them. */
    public enum Curve {
        K256("ES256K", 0xe7, 0x01),
        P256("ES256", 0x80, 0x24);

        private final String jwsAlgorithm;
        private final int firstCode;
        private final int secondCode;

        Curve(String jwsAlgorithm, int firstCode, int secondCode) {
            this.jwsAlgorithm = jwsAlgorithm;
            this.firstCode = firstCode;
            this.secondCode = secondCode;
        }

        /** RFC 7518, RFC 8812. */
        public String jwsAlgorithm() {
            return jwsAlgorithm;
        }

        /** The varint before the point in a multikey. */
        byte[] multicodec() {
            return new byte[] {(byte) firstCode, (byte) secondCode};
        }

        /** The varint before a private key: 0x1301 and 0x1306. */
        byte[] privateMulticodec() {
            return switch (this) {
                case K256 -> new byte[] {(byte) 0x81, 0x26};
                case P256 -> new byte[] {(byte) 0x86, 0x26};
            };
        }

        public ECDomainParameters domain() {
            return switch (this) {
                case K256 -> SECP256K1;
                case P256 -> SECP256R1;
            };
        }

        boolean isHigh(BigInteger s) {
            return s.compareTo(domain().getN().shiftRight(1)) > 0;
        }
    }

    private SigningKey(Curve curve, BigInteger secret) {
        if (secret.signum() <= 0 || secret.compareTo(curve.domain().getN()) >= 0) {
            throw new IllegalArgumentException("Not a private key of " + curve);
        }
        this.curve = curve;
        this.secret = secret;
        this.verifyingKey = new VerifyingKey(
                curve, new FixedPointCombMultiplier().multiply(curve.domain().getG(), secret));
    }

    public static SigningKey generate(Curve curve) {
        var order = curve.domain().getN();
        return new SigningKey(
                curve, BigIntegers.createRandomInRange(BigInteger.ONE, order.subtract(BigInteger.ONE), RANDOM));
    }

    public static SigningKey ofScalar(Curve curve, byte[] scalar) {
        return new SigningKey(curve, new BigInteger(1, scalar));
    }

    /** From what {@link #stored()} gave. */
    public static SigningKey of(byte[] stored) {
        for (var curve : Curve.values()) {
            if (stored.length == 1 + SCALAR_BYTES && stored[0] == curve.multicodec()[0]) {
                return ofScalar(curve, Arrays.copyOfRange(stored, 1, stored.length));
            }
        }
        throw new IllegalArgumentException("Not a stored key");
    }

    /** A byte for the curve, then the secret number; to be sealed before it is kept. */
    public byte[] stored() {
        var stored = new byte[1 + SCALAR_BYTES];
        stored[0] = curve.multicodec()[0];
        System.arraycopy(BigIntegers.asUnsignedByteArray(SCALAR_BYTES, secret), 0, stored, 1, SCALAR_BYTES);
        return stored;
    }

    /** The private key as owners are handed it, and as other tools take it in: a multikey of its secret number. */
    public String multibase() {
        var stored = stored();
        var code = curve.privateMulticodec();
        var bytes = new byte[code.length + SCALAR_BYTES];
        System.arraycopy(code, 0, bytes, 0, code.length);
        System.arraycopy(stored, 1, bytes, code.length, SCALAR_BYTES);
        return "z" + Base58.encode(bytes);
    }

    public Curve curve() {
        return curve;
    }

    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    public String didKey() {
        return verifyingKey.didKey();
    }

    /** ECDSA over the message's SHA-256: 64 bytes, r then s, s in the lower half. */
    public byte[] sign(byte[] message) {
        var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, curve.domain()));
        var pair = signer.generateSignature(Cid.sha256(message));
        var s = curve.isHigh(pair[1]) ? curve.domain().getN().subtract(pair[1]) : pair[1];
        var signature = new byte[2 * SCALAR_BYTES];
        BigIntegers.asUnsignedByteArray(pair[0], signature, 0, SCALAR_BYTES);
        BigIntegers.asUnsignedByteArray(s, signature, SCALAR_BYTES, SCALAR_BYTES);
        return signature;
    }
}
