package org.computecontracts.wif;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Hosts, lives and limits of workload identity. */
@Dependent
public class WifSettings {
    /** Host names, without port, whose requests all go to the reverse proxy; comma-separated. */
    @Inject
    @ConfigProperty(name = "cc.wif.proxy-hosts", defaultValue = "rp.localhost")
    List<String> proxyHosts = List.of("rp.localhost");

    /** Size in bits of an issuer's RSA key; at least 2048. */
    @Inject
    @ConfigProperty(name = "cc.wif.key-bits", defaultValue = "2048")
    int keyBits = 2048;

    /** How long an issuer signs with one key before it takes the next. */
    @Inject
    @ConfigProperty(name = "cc.wif.key-life", defaultValue = "P90D")
    Duration keyLife = Duration.ofDays(90);

    /** How long a machine may take from its order to its proof. */
    @Inject
    @ConfigProperty(name = "cc.wif.provisioning-life", defaultValue = "PT15M")
    Duration provisioningLife = Duration.ofMinutes(15);

    /** Life of a workload's identity token; the end of its enrolment ends it sooner. */
    @Inject
    @ConfigProperty(name = "cc.wif.identity-life", defaultValue = "PT24H")
    Duration identityLife = Duration.ofHours(24);

    /** The longest an enrolment lasts when nobody withdraws it. */
    @Inject
    @ConfigProperty(name = "cc.wif.enrolment-life", defaultValue = "P30D")
    Duration enrolmentLife = Duration.ofDays(30);

    /** How long RBAC records read from a PDS are believed; a miss reads again at once. */
    @Inject
    @ConfigProperty(name = "cc.wif.rbac-cache", defaultValue = "PT30S")
    Duration rbacCache = Duration.ofSeconds(30);

    /** How long another issuer's keys are believed; an unknown key reads again at once. */
    @Inject
    @ConfigProperty(name = "cc.wif.jwks-cache", defaultValue = "PT10M")
    Duration jwksCache = Duration.ofMinutes(10);

    /** The largest request body the reverse proxy takes, in bytes. */
    @Inject
    @ConfigProperty(name = "cc.wif.proxy-max-body", defaultValue = "262144")
    int proxyMaxBody = 262_144;

    /** Exchanges, and proxied requests, one workload may make a minute. */
    @Inject
    @ConfigProperty(name = "cc.wif.per-minute", defaultValue = "60")
    int perMinute = 60;

    /** How long decisions of the reverse proxy are kept. */
    @Inject
    @ConfigProperty(name = "cc.wif.audit-life", defaultValue = "P90D")
    Duration auditLife = Duration.ofDays(90);

    /** Whether requests for this host belong to the reverse proxy and to nobody else. */
    public boolean isProxyHost(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return proxyHosts.stream().anyMatch(proxy -> proxy.strip().equalsIgnoreCase(name));
    }

    public int proxyMaxBody() {
        return proxyMaxBody;
    }

    public int keyBits() {
        return keyBits;
    }

    public Duration keyLife() {
        return keyLife;
    }

    public Duration provisioningLife() {
        return provisioningLife;
    }

    public Duration identityLife() {
        return identityLife;
    }

    public Duration enrolmentLife() {
        return enrolmentLife;
    }

    public Duration rbacCache() {
        return rbacCache;
    }

    public Duration jwksCache() {
        return jwksCache;
    }

    int perMinute() {
        return perMinute;
    }

    public Duration auditLife() {
        return auditLife;
    }
}
