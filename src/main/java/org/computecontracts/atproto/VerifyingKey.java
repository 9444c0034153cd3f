package org.computecontracts.atproto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;
import org.computecontracts.atproto.SigningKey.Curve;

/** A public key of the network, as did:key or multikey writes it. */
public record VerifyingKey(Curve curve, ECPoint point) {
    private static final String DID_KEY = "did:key:";
    private static final int SIGNATURE_BYTES = 64;

    public VerifyingKey {
        point = point.normalize();
        if (point.isInfinity() || !point.isValid()) {
            throw new IllegalArgumentException("Not a point of " + curve);
        }
    }

    /** IllegalArgumentException when it is not a did:key of one of the two curves. */
    public static VerifyingKey parse(String didKey) {
        if (!didKey.startsWith(DID_KEY)) {
            throw new IllegalArgumentException("Not a did:key");
        }
        return ofMultibase(didKey.substring(DID_KEY.length()));
    }

    /** A multikey: {@code z}, then base58btc of the curve's code and the compressed point. */
    public static VerifyingKey ofMultibase(String multibase) {
        var bytes = base58(multibase);
        for (var curve : Curve.values()) {
            var code = curve.multicodec();
            if (bytes.length > code.length && Arrays.equals(bytes, 0, code.length, code, 0, code.length)) {
                return ofPoint(curve, Arrays.copyOfRange(bytes, code.length, bytes.length));
            }
        }
        throw new IllegalArgumentException("A key of neither curve");
    }

    /** As the older verification methods write it: the bare point, with no code before it. */
    public static VerifyingKey ofBarePoint(Curve curve, String multibase) {
        return ofPoint(curve, base58(multibase));
    }

    private static byte[] base58(String multibase) {
        if (!multibase.startsWith("z")) {
            throw new IllegalArgumentException("Not base58btc");
        }
        return Base58.decode(multibase.substring(1));
    }

    private static VerifyingKey ofPoint(Curve curve, byte[] point) {
        return new VerifyingKey(curve, curve.domain().getCurve().decodePoint(point));
    }

    /** ECDSA over the message's SHA-256. False for a high s and for any encoding but 64 bytes. */
    public boolean verify(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        var r = new BigInteger(1, Arrays.copyOf(signature, SIGNATURE_BYTES / 2));
        var s = new BigInteger(1, Arrays.copyOfRange(signature, SIGNATURE_BYTES / 2, SIGNATURE_BYTES));
        if (curve.isHigh(s)) {
            return false;
        }
        var verifier = new ECDSASigner();
        verifier.init(false, new ECPublicKeyParameters(point, curve.domain()));
        return verifier.verifySignature(Cid.sha256(message), r, s);
    }

    public String multibase() {
        var code = curve.multicodec();
        var encoded = point.getEncoded(true);
        var bytes = Arrays.copyOf(code, code.length + encoded.length);
        System.arraycopy(encoded, 0, bytes, code.length, encoded.length);
        return "z" + Base58.encode(bytes);
    }

    public String didKey() {
        return DID_KEY + multibase();
    }

    @Override
    public String toString() {
        return didKey();
    }
}
