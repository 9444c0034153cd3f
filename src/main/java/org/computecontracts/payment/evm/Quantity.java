package org.computecontracts.payment.evm;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import org.web3j.utils.Numeric;

/** Numbers as Ethereum JSON-RPC writes them. */
final class Quantity {
    private Quantity() {}

    static BigInteger of(JsonNode hex) {
        var text = hex.asText();
        return text.length() <= 2 ? BigInteger.ZERO : Numeric.toBigInt(text);
    }

    static String hex(long number) {
        return Numeric.encodeQuantity(BigInteger.valueOf(number));
    }
}
