package org.computecontracts.market.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NewRfpTest {
    private static final UUID CONTRACT = UUID.fromString("0a1b2c3d-0000-4000-8000-000000000000");

    @Test
    void theTemplateRegistersTheServiceThatWasNamed() throws IOException {
        assertThat(request(template(), "web").userDataFor(CONTRACT))
                .contains("SERVICE=\"web\"\n")
                .doesNotContain("{{service}}");
    }

    @Test
    void aServiceThatNobodyNamedHasANameOfItsOwnThatStays() throws IOException {
        var request = request(template(), null);

        assertThat(request.userDataFor(CONTRACT)).contains("SERVICE=\"0a1b2c3d\"\n");
        assertThat(request.userDataFor(UUID.randomUUID())).isNotEqualTo(request.userDataFor(CONTRACT));
    }

    @Test
    void publishesNothingThatStandsUnseenBeforeTheHeader() {
        assertThat(request("\uFEFF\n#cloud-config\nx: y\n", null).userDataFor(CONTRACT))
                .isEqualTo("#cloud-config\nx: y\n");
    }

    private static NewRfp request(String userData, String service) {
        return new NewRfp(1, "512M", "4G", "10G", null, null, "web", userData, service);
    }

    private static String template() throws IOException {
        try (var in = NewRfpTest.class.getResourceAsStream("/examples/hello-world.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
