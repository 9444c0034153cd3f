package org.computecontracts.payment.evm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.crypto.Hash;

/** Calls and events of a token with transfers by authorization (EIP-3009, as in Circle's FiatTokenV2_2). */
public final class Erc3009 {
    /** {@code (address indexed authorizer, bytes32 indexed nonce)}: it was carried out. */
    public static final Word USED = event("AuthorizationUsed(address,bytes32)");

    /** The same topics: it can never be carried out. The token's authorizationState is true for both. */
    public static final Word CANCELED = event("AuthorizationCanceled(address,bytes32)");

    public static final Word TRANSFER = event("Transfer(address,address,uint256)");

    private Erc3009() {}

    /** As a key signed it. */
    public static String transfer(Authorization a, Signature s) {
        return call(
                "transferWithAuthorization",
                address(a.from()),
                address(a.to()),
                new Uint256(a.value()),
                new Uint256(a.validAfter()),
                new Uint256(a.validBefore()),
                new Bytes32(a.nonce().bytes()),
                new Uint8(s.v()),
                new Bytes32(s.r()),
                new Bytes32(s.s()));
    }

    /** As a contract wallet is asked about (ERC-1271). */
    public static String transferByContract(Authorization a, Signature s) {
        return call(
                "transferWithAuthorization",
                address(a.from()),
                address(a.to()),
                new Uint256(a.value()),
                new Uint256(a.validAfter()),
                new Uint256(a.validBefore()),
                new Bytes32(a.nonce().bytes()),
                new DynamicBytes(s.bytes()));
    }

    public static String authorizationState(Authorization a) {
        return call(
                "authorizationState", address(a.from()), new Bytes32(a.nonce().bytes()));
    }

    public static String balanceOf(Address holder) {
        return call("balanceOf", address(holder));
    }

    public static String domainSeparator() {
        return call("DOMAIN_SEPARATOR");
    }

    public static String decimals() {
        return call("decimals");
    }

    private static String call(String name, Type<?>... arguments) {
        return FunctionEncoder.encode(new Function(name, List.of(arguments), List.of()));
    }

    private static org.web3j.abi.datatypes.Address address(Address address) {
        return new org.web3j.abi.datatypes.Address(address.value());
    }

    private static Word event(String signature) {
        return Word.of(Hash.sha3(signature.getBytes(StandardCharsets.UTF_8)));
    }
}
