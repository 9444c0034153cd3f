package org.computecontracts.payment.evm;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** A secp256k1 key that owns an account. */
public final class EvmKey {
    private static final Pattern SYNTAX = Pattern.compile("(?:0x)?[0-9a-fA-F]{64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Credentials credentials;

    private EvmKey(BigInteger secret) {
        if (secret.signum() <= 0 || secret.compareTo(Sign.CURVE_PARAMS.getN()) >= 0) {
            throw new IllegalArgumentException("Not a private key of secp256k1");
        }
        credentials = Credentials.create(ECKeyPair.create(secret));
    }

    public static EvmKey of(String hex) {
        if (!SYNTAX.matcher(hex).matches()) {
            throw new IllegalArgumentException("Not a private key: 64 hex digits are expected");
        }
        return new EvmKey(Numeric.toBigInt(hex));
    }

    public static EvmKey generate() {
        // By rejection: nearly every 256-bit number is below the order of the curve.
        for (; ; ) {
            var secret = new BigInteger(256, RANDOM);
            if (secret.signum() > 0 && secret.compareTo(Sign.CURVE_PARAMS.getN()) < 0) {
                return new EvmKey(secret);
            }
        }
    }

    public String hex() {
        return Numeric.toHexStringWithPrefixZeroPadded(
                credentials.getEcKeyPair().getPrivateKey(), 64);
    }

    public Address address() {
        return new Address(credentials.getAddress());
    }

    public Signature sign(byte[] digest) {
        var signed = Sign.signMessage(digest, credentials.getEcKeyPair(), false);
        var out = new ByteArrayOutputStream();
        out.writeBytes(signed.getR());
        out.writeBytes(signed.getS());
        out.writeBytes(signed.getV());
        return Signature.of(out.toByteArray());
    }

    /** An EIP-1559 call that carries no ether. */
    public SignedTransaction sign(
            long chainId, BigInteger nonce, BigInteger gasLimit, Address to, String data, Fees fees) {
        var call = RawTransaction.createTransaction(
                chainId, nonce, gasLimit, to.value(), BigInteger.ZERO, data, fees.tip(), fees.most());
        var raw = TransactionEncoder.signMessage(call, credentials);
        return new SignedTransaction(Word.of(Hash.sha3(raw)), Numeric.toHexString(raw), nonce, fees);
    }
}
