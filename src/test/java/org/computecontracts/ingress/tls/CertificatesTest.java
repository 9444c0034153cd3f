package org.computecontracts.ingress.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.computecontracts.testing.Injection.configure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.computecontracts.ingress.TestIngress;
import org.computecontracts.ingress.tunnel.RoutesTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path data;

    private TestIngress ingress;

    @BeforeEach
    void start() {
        ingress = new TestIngress(data);
        at(NOW);
    }

    @Test
    void theAuthorityIsMadeOnceAndItsKeyIsNobodyElsesToRead() throws Exception {
        var pem = ingress.certificates.localCaPem();

        assertThat(new TestIngress(data).certificates.localCaPem()).isEqualTo(pem);
        assertThat(Files.readString(ingress.localCa())).isEqualTo(pem);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("ca/ca.key"))))
                .isEqualTo("rw-------");
        var ca = Pem.certificate(pem.getBytes(StandardCharsets.US_ASCII));
        ca.verify(ca.getPublicKey());
        assertThat(ca.getBasicConstraints()).isZero();
    }

    @Test
    void aCertificateWithAnotherKeyIsRefused() throws Exception {
        ingress.certificates.localCaPem();
        Files.delete(data.resolve("ca/ca.key"));

        assertThatThrownBy(() -> new TestIngress(data).certificates.localCaPem())
                .hasMessageContaining("remove both");
    }

    @Test
    void thePortalsNamesShareOneCertificate() throws Exception {
        var leaf = ingress.certificates.leaf("rp.localhost");

        assertThat(names(leaf)).containsExactly("localhost", "rp.localhost");
        assertThat(ingress.certificates.leaf("LOCALHOST.")).isSameAs(leaf);
        assertThat(ingress.certificates.leaf(null)).isSameAs(leaf);
        leaf.chain().getFirst().verify(leaf.chain().getLast().getPublicKey());
    }

    @Test
    void aNameBelowTheDomainHasACertificateThoughNothingIsThere() throws Exception {
        assertThat(ingress.certificates.mayHave("web--alice-test.localhost")).isFalse();
        assertThat(names(ingress.certificates.leaf("web--alice-test.localhost")))
                .containsExactly("web--alice-test.localhost");
    }

    @Test
    void anyOtherNameGetsThePortals() throws Exception {
        for (var name : List.of("example.org", "", "-.localhost", "a_b.localhost", "x".repeat(64) + ".localhost")) {
            assertThat(ingress.certificates.mayHave(name)).isFalse();
            assertThat(names(ingress.certificates.leaf(name))).as(name).contains("rp.localhost");
        }
    }

    @Test
    void strangersHaveFewCertificatesMade() throws Exception {
        for (var i = 0; i < 120; i++) {
            assertThat(names(ingress.certificates.leaf("n" + i + ".localhost")))
                    .containsExactly("n" + i + ".localhost");
        }

        assertThat(names(ingress.certificates.leaf("one-more.localhost"))).contains("rp.localhost");
        assertThat(names(ingress.certificates.leaf("n7.localhost"))).containsExactly("n7.localhost");
        at(NOW.plus(Duration.ofMinutes(2)));
        assertThat(names(ingress.certificates.leaf("one-more.localhost"))).containsExactly("one-more.localhost");
    }

    @Test
    void oneCertificateIsForAllBelowADomainThatCanHaveIt() throws Exception {
        configure(ingress.settings, "cc.ingress.tunnel-domain", Optional.of("apps.example.org"));

        assertThat(names(ingress.certificates.leaf("web--alice-test.apps.example.org")))
                .containsExactly("localhost", "rp.localhost", "*.apps.example.org");
    }

    @Test
    void aTunnelGetsItsCertificateWhileItIsOpen() throws Exception {
        var forward = RoutesTest.forward(RoutesTest.ALICE, "alice.test", "web");
        ingress.routes.add(forward);

        assertThat(ingress.certificates.mayHave("web--alice-test.localhost")).isTrue();
        assertThat(names(ingress.certificates.leaf("web--alice-test.localhost")))
                .containsExactly("web--alice-test.localhost");

        ingress.routes.remove(forward);

        assertThat(ingress.certificates.mayHave("web--alice-test.localhost")).isFalse();
    }

    @Test
    void allNamesBelowAStarShareOneCertificate() throws Exception {
        ingress.routes.add(RoutesTest.forward(RoutesTest.ALICE, "alice.test", "*.app"));

        var leaf = ingress.certificates.leaf("x.app--alice-test.localhost");

        assertThat(names(leaf)).containsExactly("*.app--alice-test.localhost");
        assertThat(ingress.certificates.leaf("y.app--alice-test.localhost")).isSameAs(leaf);
    }

    @Test
    void aLeafIsRenewedBeforeItExpires() {
        var leaf = ingress.certificates.leaf(null);
        at(NOW.plus(Duration.ofDays(20)));
        assertThat(ingress.certificates.leaf(null)).isSameAs(leaf);

        at(leaf.expires().minus(Duration.ofDays(1)));

        assertThat(ingress.certificates.leaf(null).expires()).isAfter(leaf.expires());
    }

    private void at(Instant instant) {
        ingress.certificates.clock = Clock.fixed(instant, ZoneOffset.UTC);
    }

    private static List<String> names(Leaf leaf) throws GeneralSecurityException {
        X509Certificate certificate = leaf.chain().getFirst();
        return certificate.getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    }
}
