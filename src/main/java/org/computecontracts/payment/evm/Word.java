package org.computecontracts.payment.evm;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.computecontracts.kernel.data.TextValue;
import org.web3j.utils.Numeric;

/** 32 bytes: a hash, a nonce, a log topic. */
public record Word(String value) implements TextValue {
    private static final Pattern SYNTAX = Pattern.compile("0x[0-9a-f]{64}");

    public Word {
        value = value.toLowerCase(Locale.ROOT);
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("Not 32 bytes in hex: " + value);
        }
    }

    public static Word of(byte[] bytes) {
        return new Word(Numeric.toHexString(bytes));
    }

    public static Word of(BigInteger number) {
        return new Word(Numeric.toHexStringWithPrefixZeroPadded(number, 64));
    }

    public byte[] bytes() {
        return Numeric.hexStringToByteArray(value);
    }

    public BigInteger number() {
        return Numeric.toBigInt(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
