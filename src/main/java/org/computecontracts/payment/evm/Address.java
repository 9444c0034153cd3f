package org.computecontracts.payment.evm;

import java.util.Locale;
import java.util.regex.Pattern;
import org.computecontracts.kernel.data.TextValue;
import org.web3j.crypto.Keys;
import org.web3j.utils.Numeric;

/** A 20-byte account, lower-case: two spellings of one account are equal. */
public record Address(String value) implements TextValue {
    private static final Pattern SYNTAX = Pattern.compile("0x[0-9a-f]{40}");

    public Address {
        value = value.toLowerCase(Locale.ROOT);
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("Not an address: " + value);
        }
    }

    public static Address of(byte[] bytes) {
        return new Address(Numeric.toHexString(bytes));
    }

    public byte[] bytes() {
        return Numeric.hexStringToByteArray(value);
    }

    /** Left-padded to 32 bytes, as in an ABI word or a log topic. */
    public Word word() {
        return new Word("0x" + "0".repeat(24) + value.substring(2));
    }

    public boolean isZero() {
        return value.equals("0x" + "0".repeat(40));
    }

    /** In the mixed case of EIP-55, as people and clients compare it. */
    public String checksummed() {
        return Keys.toChecksumAddress(value);
    }

    @Override
    public String toString() {
        return checksummed();
    }
}
