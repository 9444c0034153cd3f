package org.computecontracts.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.computecontracts.atproto.Handle;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.web.Problem.Invalid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {
    private static final URI HERE = URI.create("/api/wishes");

    private record Inner(Role role) {}

    private record Wish(
            String name,
            Role role,
            Set<Right> rights,
            int days,
            boolean on,
            BigDecimal price,
            Handle handle,
            List<Inner> inner,
            @Nullable String note) {}

    private static final String GOOD = """
            {"name":"n","role":"OWNER","rights":["BUY"],"days":1,"on":true,"price":1.5,"handle":"a.test",
             "inner":[{"role":"BUYER"}]}""";

    @Test
    void readsWhatIsRight() throws JsonProcessingException {
        var wish = read(GOOD);

        assertThat(wish.role()).isEqualTo(Role.OWNER);
        assertThat(wish.price()).isEqualTo("1.5");
        assertThat(wish.note()).isNull();
    }

    @Test
    void readsAnAmountThatIsAText() throws JsonProcessingException {
        assertThat(read(GOOD.replace("1.5", "\"0.10\"")).price()).isEqualTo("0.10");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name    | 5
            name    | null
            name    | true
            name    | ["n"]
            name    | "a\\u0000b"
            name    | "a\\ud800"
            name    | "\\udc00a"
            role    | 0
            role    | "0"
            role    | ""
            role    | "owner"
            role    | null
            rights  | "BUY"
            rights  | null
            days    | 1.9
            days    | 1.0
            days    | "1"
            days    | ""
            days    | null
            days    | true
            days    | 2147483648
            on      | 1
            on      | "true"
            on      | null
            price   | "cheap"
            price   | true
            price   | ""
            handle  | 5
            handle  | ""
            handle  | "a\\u0000.test"
            inner   | {}
            inner   | "x"
            """)
    void refusesWhatIsSomethingElseAndNamesTheMember(String member, String value) {
        var tree = (ObjectNode) Json.read(GOOD);
        var text = tree.set(member, null).toString().replace("\"" + member + "\":null", "\"" + member + "\":" + value);

        var problem = refused(text);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.errors()).extracting(Invalid::field).containsExactly(member);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [3]            | rights[0]
            ["BUY",null]   | rights[1]
            ["buy"]        | rights[0]
            """)
    void namesTheElement(String rights, String member) {
        assertThat(refused(GOOD.replace("[\"BUY\"]", rights)).errors())
                .extracting(Invalid::field)
                .containsExactly(member);
    }

    @ParameterizedTest
    @CsvSource({"name", "role", "rights", "days", "on", "price", "handle", "inner"})
    void refusesToGoWithoutAMember(String member) {
        var tree = (ObjectNode) Json.read(GOOD);

        assertThat(refused(tree.without(List.of(member)).toString()).errors())
                .containsExactly(new Invalid(member, "must be there"));
    }

    @Test
    void namesWhatIsDeeper() {
        assertThat(refused(GOOD.replace("\"BUYER\"", "1")).errors())
                .containsExactly(new Invalid("inner[0].role", "must be one of OWNER, BUYER, OPERATOR, AUDITOR"));
        assertThat(refused(GOOD.replace("{\"role\":\"BUYER\"}", "null")).errors())
                .extracting(Invalid::field)
                .containsExactly("inner[0]");
    }

    @Test
    void saysThatItIsNoObject() {
        for (var text : List.of("[]", "5", "\"x\"", "true")) {
            assertThat(refused(text).detail()).as(text).isEqualTo("The JSON must be an object");
        }
    }

    private static Problem refused(String text) {
        return Problem.of(catchThrowable(() -> read(text)), HERE);
    }

    private static Wish read(String text) throws JsonProcessingException {
        return StrictJson.MAPPER.readValue(text, Wish.class);
    }
}
