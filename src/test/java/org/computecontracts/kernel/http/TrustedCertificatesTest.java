package org.computecontracts.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {
    private static final String AUTHORITY = """
            -----BEGIN CERTIFICATE-----
            MIIBozCCAUmgAwIBAgIUK1UF8mIR4ETcRsYytWJYCv55U0IwCgYIKoZIzj0EAwIw
            JzElMCMGA1UEAwwcQW4gYXV0aG9yaXR5IGtub3duIGJ5IGEgZmlsZTAeFw0yNjEx
            MjIxNDI3MTJaFw0zNjExMTkxNDI3MTJaMCcxJTAjBgNVBAMMHEFuIGF1dGhvcml0
            eSBrbm93biBieSBhIGZpbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARTypwj
            0ty0JIjHWMWB0LMIovNAmcMt87Y7RRffJePw0ibstBIExwS4iaPdlzSmQZjIigsm
            scdDcVk47u+2WBE2o1MwUTAdBgNVHQ4EFgQUemsjlojSvu9b4xNMxI52COgPLC0w
            HwYDVR0jBBgwFoAUemsjlojSvu9b4xNMxI52COgPLC0wDwYDVR0TAQH/BAUwAwEB
            /zAKBggqhkjOPQQDAgNIADBFAiAms7YodwNn9361D0fQes3UfxJDXGC15XejEILR
            MhF+tQIhAMnK5M4Syu3+IIPxlKIE+5tNv4P+tnaxc7wax5thB5jg
            -----END CERTIFICATE-----
            """;

    private final List<X509Certificate> platform =
            Arrays.asList(new TrustedCertificates(null).manager().getAcceptedIssuers());

    @TempDir
    Path folder;

    @Test
    void aLocalCaIsBelievedBesidesThePlatformsAuthorities() throws IOException {
        assertThat(platform).hasSizeGreaterThan(10);
        var ca = Files.writeString(folder.resolve("ca.pem"), AUTHORITY);

        assertThat(new TrustedCertificates(ca).manager().getAcceptedIssuers())
                .containsAll(platform)
                .hasSize(platform.size() + 1)
                .anyMatch(
                        issuer -> issuer.getSubjectX500Principal().getName().equals("CN=An authority known by a file"));
    }

    @Test
    void aFileThatIsNoCertificateIsNamed() throws IOException {
        var ca = folder.resolve("ca.pem");
        Files.writeString(ca, "hello");

        assertThatThrownBy(() -> new TrustedCertificates(ca).context()).hasMessageContaining("ca.pem");
    }
}
