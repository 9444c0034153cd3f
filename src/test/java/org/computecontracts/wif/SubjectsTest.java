package org.computecontracts.wif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {
    private static final Did ALICE = new Did("did:plc:5svqtrhheairglgiiyvutzik");

    @Test
    void fillsTheUsualTemplate() {
        assertThat(Subjects.render(Subjects.DEFAULT_TEMPLATE, "bob", ALICE, "my-cool-role"))
                .isEqualTo("actx:bob:plc:5svqtrhheairglgiiyvutzik:role:my-cool-role");
    }

    @Test
    void takesATemplateWithItsContextBakedIn() {
        assertThat(Subjects.render("actx:4959ec:plc:{did-plc-key}:role:{role}", "4959ec", ALICE, "r"))
                .isEqualTo("actx:4959ec:plc:5svqtrhheairglgiiyvutzik:role:r");
    }

    /** Other implementations fill these three variables and leave every other as it is. */
    @Test
    void namesEachContractByWhatEverybodyCanFill() {
        var template = Subjects.templateOf(new UUID(1, 2));

        assertThat(template.replace("{actx}", "bob")
                        .replace("{did-plc-key}", ALICE.plcKey())
                        .replace("{role}", "r"))
                .isEqualTo(Subjects.render(template, "bob", ALICE, "r"))
                .isNotEqualTo(Subjects.render(Subjects.templateOf(new UUID(1, 3)), "bob", ALICE, "r"))
                .startsWith(Subjects.render(Subjects.DEFAULT_TEMPLATE, "bob", ALICE, "r"));
    }

    @Test
    void namesADidWebByItsHostAndPort() {
        assertThat(Subjects.render("{did-plc-key}", "bob", new Did("did:web:localhost%3A8443"), "r"))
                .isEqualTo("localhost%3A8443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:role:b", "a b", "{actx}", "a/b", "a\n"})
    void refusesARoleThatCouldForgeASegment(String role) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Subjects.render(Subjects.DEFAULT_TEMPLATE, "bob", ALICE, role))
                .extracting(ProblemException::type)
                .isEqualTo(WifProblem.ROLE_INVALID);
    }

    @Test
    void refusesAContextThatCouldForgeASegment() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Subjects.render(Subjects.DEFAULT_TEMPLATE, "bob:plc:x", ALICE, "r"));
    }
}
