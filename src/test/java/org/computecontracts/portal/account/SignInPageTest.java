package org.computecontracts.portal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.computecontracts.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInPageTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "", "/a\nb"})
    void goesBackOnlyIntoThePortal(String path) {
        assertThat(SignInPage.isLocal(path)).isFalse();
    }

    @Test
    void goesBackToAPageWithItsQuery() {
        assertThat(SignInPage.isLocal("/contract?id=1")).isTrue();
    }

    @Test
    void takesANameAlone() {
        for (var typed : new String[] {"@Alice", "\u202aalice.test\u202c", "at://alice.test", "\u00a0alice\u200e"}) {
            assertThat(SignInPage.handleOf(typed).value()).isEqualTo("alice.test");
        }
    }

    @Test
    void sendsAHandleFromElsewhereToTheSignIn() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> SignInPage.handleOf("alice.example.com"))
                .withMessageContaining("sign in instead");
    }

    @Test
    void refusesWhatIsNoHandle() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> SignInPage.handleOf("al ice"))
                .withMessageContaining("al ice.test");
    }
}
