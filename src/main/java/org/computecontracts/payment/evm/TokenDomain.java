package org.computecontracts.payment.evm;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.web3j.crypto.Hash;

/** The EIP-712 domain of one ERC-3009 token on one chain, and the digests signed in it. */
public record TokenDomain(String name, String version, long chainId, Address token) {
    private static final byte[] DOMAIN_TYPE =
            hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    private static final byte[] TRANSFER_TYPE = hash("TransferWithAuthorization(address from,address to,uint256 value,"
            + "uint256 validAfter,uint256 validBefore,bytes32 nonce)");

    public Word separator() {
        return Word.of(Hash.sha3(join(
                DOMAIN_TYPE,
                hash(name),
                hash(version),
                Word.of(BigInteger.valueOf(chainId)).bytes(),
                token.word().bytes())));
    }

    /** What a payer signs. */
    public byte[] digest(Authorization a) {
        var struct = Hash.sha3(join(
                TRANSFER_TYPE,
                a.from().word().bytes(),
                a.to().word().bytes(),
                Word.of(a.value()).bytes(),
                Word.of(a.validAfter()).bytes(),
                Word.of(a.validBefore()).bytes(),
                a.nonce().bytes()));
        return Hash.sha3(join(new byte[] {0x19, 0x01}, separator().bytes(), struct));
    }

    private static byte[] hash(String text) {
        return Hash.sha3(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
