package org.computecontracts.payment.evm;

import java.math.BigInteger;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/** A signature as it came: of a key (65 bytes r, s, v) or whatever a contract wallet accepts (ERC-1271). */
public record Signature(String value) {
    private static final Pattern SYNTAX = Pattern.compile("0x(?:[0-9a-f]{2}){1,1024}");
    private static final String ERC_6492_SUFFIX = "6492".repeat(16);
    private static final BigInteger HALF_ORDER =
            new BigInteger("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16);

    public Signature {
        value = value.toLowerCase(Locale.ROOT);
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a signature in hex of at most 1024 bytes");
        }
    }

    public static Signature of(byte[] bytes) {
        return new Signature(Numeric.toHexString(bytes));
    }

    /** The account whose key made it; empty when no key did, also for the high-s twin of a good signature. */
    public Optional<Address> signer(byte[] digest) {
        if (bytes().length != 65 || new BigInteger(1, s()).compareTo(HALF_ORDER) > 0 || (v() != 27 && v() != 28)) {
            return Optional.empty();
        }
        try {
            var key = Sign.signedMessageHashToKey(digest, new Sign.SignatureData((byte) v(), r(), s()));
            return Optional.of(new Address("0x" + Keys.getAddress(key)));
        } catch (SignatureException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Wrapped for a wallet that is not deployed yet (ERC-6492): to settle it a stranger's factory would have to run. */
    public boolean needsDeployment() {
        return value.endsWith(ERC_6492_SUFFIX);
    }

    public byte[] bytes() {
        return Numeric.hexStringToByteArray(value);
    }

    byte[] r() {
        return Arrays.copyOfRange(bytes(), 0, 32);
    }

    byte[] s() {
        return Arrays.copyOfRange(bytes(), 32, 64);
    }

    /** 27 or 28; some signers write 0 or 1. */
    int v() {
        var v = bytes()[64] & 0xff;
        return v < 27 ? v + 27 : v;
    }

    /** Not shown: until it is used or expires, whoever has it can have the transfer carried out. */
    @Override
    public String toString() {
        return "Signature[" + bytes().length + " bytes]";
    }
}
