package org.computecontracts.wif.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobsTest {
    @ParameterizedTest
    @CsvSource({
        "/xrpc/com.atproto.repo.createRecord, /xrpc/com.atproto.repo.createRecord, true",
        "/xrpc/*, /xrpc/com.atproto.repo.getRecord, true",
        "/xrpc/*, /evil/xrpc/x, false",
        "/v2/spaces/keys/*, /v2/spaces/keys/a/b, true",
        "/a/*/c, /a/b/c, true",
        "/a/*/c, /a/b/c/d, false",
        "*, /anything, true",
        "/a*b*c, /axbxxc, true",
        "/a*b*c, /axbxxcd, false",
        "/a?, /ab, false",
        "/[ab], /a, false",
        "/A, /a, false",
        "/a.c, /abc, false",
    })
    void matchesTheWholePathAndKnowsOnlyTheStar(String pattern, String path, boolean expected) {
        assertThat(Globs.matches(pattern, path)).isEqualTo(expected);
    }

    @Test
    void takesTheLongestPatternUnlessOneIsThePathItself() {
        assertThat(Globs.best(Set.of("*", "/xrpc/*", "/xrpc/com.*"), "/xrpc/com.a"))
                .contains("/xrpc/com.*");
        assertThat(Globs.best(Set.of("/a", "/a**********"), "/a")).contains("/a");
        assertThat(Globs.best(Set.of("/*b", "/a*"), "/ab")).contains("/*b");
        assertThat(Globs.best(Set.of("/b"), "/a")).isEmpty();
    }
}
