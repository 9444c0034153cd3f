package org.computecontracts.market.requester;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.protocol.NewRfp;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A first request to start from: a page served from a machine through a tunnel. */
@ApplicationScoped
public class Examples {
    @Inject
    Tenants tenants;

    @Inject
    Settings settings;

    /** Base URL of the workload identity reverse proxy, as a machine reaches it. */
    @Inject
    @ConfigProperty(name = "cc.market.proxy-url", defaultValue = "https://rp.localhost:8443")
    String proxyUrl;

    /** Port of the SSH relay, as a machine reaches it. */
    @Inject
    @ConfigProperty(name = "cc.market.ssh-port", defaultValue = "2222")
    int sshPort;

    /** The example for this account: its DID, our host names. */
    public NewRfp helloWorld(TenantId tenant) {
        var account = tenants.get(tenant);
        var values = Map.of(
                "did", account.did().value(),
                "proxy", proxyUrl,
                "ssh-host", settings.publicUrl().getHost(),
                "ssh-port", String.valueOf(sshPort));
        return new NewRfp(1, "512M", "4G", "10G", "USA", "west", "hello-world", filled(template(), values), null);
    }

    private static String filled(String template, Map<String, String> values) {
        var text = template;
        for (var value : values.entrySet()) {
            text = text.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return text;
    }

    private static String template() {
        try (var in = Examples.class.getResourceAsStream("/examples/hello-world.yaml")) {
            return new String(
                    Objects.requireNonNull(in, "examples/hello-world.yaml").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
