package org.computecontracts.atproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.stream.IntStream;
import org.computecontracts.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {
    @ParameterizedTest
    @CsvSource({
        "AT_IDENTIFIER, atidentifier",
        "AT_URI, aturi",
        "CID, cid",
        "DATETIME, datetime",
        "DID, did",
        "HANDLE, handle",
        "LANGUAGE, language",
        "NSID, nsid",
        "RECORD_KEY, recordkey",
        "TID, tid",
        "URI, uri"
    })
    void acceptsWhatIsValidAndRefusesWhatIsNot(StringFormat format, String file) {
        assertThat(Vectors.lines("atproto-interop/syntax/" + file + "_syntax_valid.txt"))
                .isNotEmpty()
                .allMatch(format::accepts);
        assertThat(Vectors.lines("atproto-interop/syntax/" + file + "_syntax_invalid.txt"))
                .isNotEmpty()
                .noneMatch(format::accepts);
    }

    @ParameterizedTest
    @CsvSource({"DATETIME, datetime", "LANGUAGE, language"})
    void refusesWhatOnlyLooksRight(StringFormat format, String file) {
        assertThat(Vectors.lines("atproto-interop/syntax/" + file + "_parse_invalid.txt"))
                .isNotEmpty()
                .noneMatch(format::accepts);
    }

    @Test
    void anAtUriNamesOneRecordOfADid() {
        var uri = new AtUri("at://did:web:bob.example.com%3A8443/com.example.thing/self");

        assertThat(uri.authority()).isEqualTo(new Did("did:web:bob.example.com%3A8443"));
        assertThat(uri.collection()).isEqualTo(new Nsid("com.example.thing"));
        assertThat(uri.rkey()).isEqualTo("self");
        assertThat(AtUri.of(uri.authority(), uri.collection(), uri.rkey())).isEqualTo(uri);
        assertThatIllegalArgumentException().isThrownBy(() -> new AtUri("at://alice.test/com.example.thing/self"));
        assertThatIllegalArgumentException().isThrownBy(() -> new AtUri("at://did:plc:a/com.example.thing"));
        assertThatIllegalArgumentException().isThrownBy(() -> new AtUri("at://did:plc:a/com.example.thing/a/b"));
    }

    @Test
    void aDidTellsItsKey() {
        assertThat(new Did("did:plc:abc").plcKey()).isEqualTo("abc");
        assertThat(new Did("did:web:host%3A1").plcKey()).isEqualTo("host%3A1");
    }

    @Test
    void handlesAreLowerCase() {
        assertThat(new Handle("Alice.Test")).isEqualTo(new Handle("alice.test"));
    }

    @Test
    void tidsRiseStrictly() {
        var tids = IntStream.range(0, 2000).mapToObj(i -> Tid.next()).toList();

        assertThat(tids).isSorted();
        assertThat(new HashSet<>(tids)).hasSize(2000);
        var ahead = new Tid("4zzzzzzzzzz22");
        assertThat(Tid.after(ahead)).isGreaterThan(ahead);
        assertThat(new Tid("3jzfcijpj2z2a").micros()).isEqualTo(1688137381887007L);
    }

    @Test
    void identifiersAreTextInJson() throws Exception {
        var ref = new StrongRef(
                new AtUri("at://did:plc:a/com.example.thing/self"),
                new Cid("bafyreibw4rrpmjk433wezu57rku7oc5yubvfdhqzwwf6lfviedl7qz3udu"));

        var text = Json.write(ref);

        assertThat(Json.read(text).path("uri").asText()).isEqualTo(ref.uri().value());
        assertThat(Json.MAPPER.readValue(text, StrongRef.class)).isEqualTo(ref);
        assertThat(Json.MAPPER.treeToValue(ref.toJson(), StrongRef.class)).isEqualTo(ref);
        assertThat(StrongRef.of(ref.toJson())).isEqualTo(ref);
        for (var value : new Object[] {
            new Did("did:plc:a"), new Handle("a.test"), new Nsid("a.b.c"), new Tid("3jzfcijpj2z2a"), ref.cid()
        }) {
            assertThat(Json.MAPPER.readValue(Json.write(value), value.getClass()))
                    .isEqualTo(value);
        }
    }
}
