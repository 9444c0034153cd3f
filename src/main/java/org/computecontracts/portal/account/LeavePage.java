package org.computecontracts.portal.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Settings;
import org.jspecify.annotations.Nullable;

/** Behind {@code leave.xhtml}: what an account takes along when it moves to another server. */
@Named
@Needs
@RequestScoped
public class LeavePage {
    @Inject
    CurrentTenant tenant;

    @Inject
    Tenants tenants;

    @Inject
    RecoveryKeys keys;

    @Inject
    Settings settings;

    private @Nullable String password;
    private @Nullable String secret;

    /** The secret is on the page that answers, and nowhere else. */
    @Needs(Right.MANAGE)
    public void issue() {
        secret = keys.issue(account(), password == null ? "" : password);
        password = null;
    }

    private Tenant account() {
        return tenants.get(tenant.id());
    }

    /** Whether the account lives on this server, so that there is something to leave. */
    public boolean isHere() {
        return account().pds().equals(settings.publicUrl());
    }

    /** The whole repository, signed, as a CAR file. */
    public URI getArchive() {
        return URI.create(account().pds() + "/xrpc/com.atproto.sync.getRepo?did="
                + URLEncoder.encode(account().did().value(), StandardCharsets.UTF_8));
    }

    public @Nullable String getSecret() {
        return secret;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }
}
