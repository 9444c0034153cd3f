package org.computecontracts.plc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.bouncycastle.util.encoders.Base32;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.kernel.Json;

/** One signed operation of did:plc, as it was hashed (did:plc specification, operation serialization). */
public record PlcOperation(ObjectNode json) {
    private static final int DID_KEY_LENGTH = 24;
    private static final int HASH_BYTES = 32;

    /** A new DID with one handle and its PDS; our rotation key, which signs, ranks below the owner's own. */
    public static PlcOperation genesis(
            Handle handle, URI pds, List<String> recoveryKeys, Map<String, String> keys, SigningKey rotation) {
        var json = Json.object().put("type", "plc_operation");
        var rotationKeys = json.putArray("rotationKeys");
        recoveryKeys.forEach(rotationKeys::add);
        rotationKeys.add(rotation.didKey());
        var methods = json.putObject("verificationMethods");
        keys.forEach(methods::put);
        json.putArray("alsoKnownAs").add("at://" + handle);
        json.putObject("services")
                .putObject("atproto_pds")
                .put("type", "AtprotoPersonalDataServer")
                .put("endpoint", pds.toString());
        json.putNull("prev");
        return signed(json, rotation);
    }

    /** The next operation, which changes this much. A tombstone has no content to change. */
    public PlcOperation followedBy(Consumer<ObjectNode> change, SigningKey key) {
        if (isTombstone()) {
            throw PlcProblem.DID_TOMBSTONED.because("This DID has ended");
        }
        var next = json.deepCopy();
        next.remove("sig");
        change.accept(next);
        next.put("prev", cid().value());
        return signed(next, key);
    }

    public boolean saysTheSame(PlcOperation other) {
        return content().equals(other.content());
    }

    private ObjectNode content() {
        return json.deepCopy().remove(List.of("sig", "prev"));
    }

    public static PlcOperation of(ObjectNode json) {
        return PlcRules.checked(json);
    }

    public static PlcOperation signed(ObjectNode unsigned, SigningKey key) {
        var json = unsigned.deepCopy();
        var signature = key.sign(DagCbor.encode(unsigned));
        json.put("sig", Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
        return PlcRules.checked(json);
    }

    /** The DID that this operation, as the first one, makes. */
    public Did did() {
        var cid = cid().bytes();
        var hash = Arrays.copyOfRange(cid, cid.length - HASH_BYTES, cid.length);
        var text = Base32.toBase32String(hash).toLowerCase(Locale.ROOT);
        return new Did("did:plc:" + text.substring(0, DID_KEY_LENGTH));
    }

    public Cid cid() {
        return Cid.ofDagCbor(cbor());
    }

    byte[] cbor() {
        return DagCbor.encode(json);
    }

    boolean isTombstone() {
        return json.path("type").asText().equals("plc_tombstone");
    }

    Optional<Cid> prev() {
        return json.path("prev").isTextual()
                ? Optional.of(new Cid(json.get("prev").asText()))
                : Optional.empty();
    }

    public List<String> rotationKeys() {
        return StreamSupport.stream(json.path("rotationKeys").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** The first of these keys that signed it. */
    Optional<String> signer(List<String> didKeys) {
        var unsigned = json.deepCopy();
        unsigned.remove("sig");
        var message = DagCbor.encode(unsigned);
        var signature = Base64.getUrlDecoder().decode(json.path("sig").asText());
        return didKeys.stream()
                .filter(key -> VerifyingKey.parse(key).verify(message, signature))
                .findFirst();
    }
}
