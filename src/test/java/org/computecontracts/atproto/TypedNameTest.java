package org.computecontracts.atproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice.test",
                " alice.test\n",
                "@alice.test",
                "at://alice.test",
                "Alice.TEST",
                "\u202aalice.test\u202c",
                "\u200ealice.test\u200e",
                "\u00a0@alice.test\u00a0",
                "\u202a@\u2068alice.test\u2069\u202c",
                "@\u202aalice.test",
                "\ufeffat://\u200balice.test\u3000",
            })
    void isTheHandleThatIsSeen(String typed) {
        assertThat(new TypedName(typed).value()).isEqualTo("alice.test");
        assertThat(TypedHandle.of(typed).handle()).isEqualTo(new Handle("alice.test"));
    }

    @Test
    void keepsTheLettersOfADid() {
        assertThat(new TypedName("\u202aat://did:web:Alice.test\u202c").value()).isEqualTo("did:web:Alice.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "at://", "@@alice.test", "@at://alice.test", "al\u202aice.test", "alice"})
    void isNoHandle(String typed) {
        assertThatIllegalArgumentException().isThrownBy(() -> TypedHandle.of(typed));
    }

    @Test
    void showsWhatCannotBeSeen() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedHandle.of("al\u202aice.test"))
                .withMessage("\"al<U+202A>ice.test\" is no handle, like alice.test");
    }
}
