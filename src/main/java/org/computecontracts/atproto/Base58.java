package org.computecontracts.atproto;

import java.math.BigInteger;

/** Base58 with the Bitcoin alphabet, as multibase {@code z} writes keys. */
public final class Base58 {
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);

    /** Far above any key; decoding takes time that grows with the square of the length. */
    private static final int MAX_LENGTH = 256;

    private Base58() {}

    public static String encode(byte[] data) {
        var text = new StringBuilder();
        for (var rest = new BigInteger(1, data); rest.signum() > 0; rest = rest.divide(BASE)) {
            text.append(DIGITS.charAt(rest.mod(BASE).intValue()));
        }
        for (var i = 0; i < data.length && data[i] == 0; i++) {
            text.append(DIGITS.charAt(0));
        }
        return text.reverse().toString();
    }

    static byte[] decode(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("Too long for base58");
        }
        var number = BigInteger.ZERO;
        for (var i = 0; i < text.length(); i++) {
            var digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("Not base58");
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        var zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == DIGITS.charAt(0)) {
            zeros++;
        }
        var magnitude = number.signum() == 0 ? new byte[0] : number.toByteArray();
        var sign = magnitude.length > 1 && magnitude[0] == 0 ? 1 : 0;
        var data = new byte[zeros + magnitude.length - sign];
        System.arraycopy(magnitude, sign, data, zeros, magnitude.length - sign);
        return data;
    }
}
