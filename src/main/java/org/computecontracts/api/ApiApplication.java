package org.computecontracts.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.computecontracts.kernel.web.Edge;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** The REST integration API. */
@ApplicationPath("api")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Compute Contracts",
                        version = "1",
                        description =
                                "Everything the pages can do. Refusals are application/problem+json (RFC 9457). Every POST takes an"
                                        + " Idempotency-Key of 1 to 200 characters: the answer to the first request with it is given again for"
                                        + " two days; until there is one, others with it are answered 409 idempotency-key-busy."),
        security = @SecurityRequirement(name = "token"))
@SecurityScheme(securitySchemeName = "token", type = SecuritySchemeType.HTTP, scheme = "bearer")
public class ApiApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Edge.with(
                IdempotencyFilter.class,
                AccountsResource.class,
                SessionResource.class,
                TokensResource.class,
                MembersResource.class,
                InvitationsResource.class,
                TrustResource.class,
                PolicyResource.class,
                RfpsResource.class,
                MarketResource.class,
                NetworkResource.class,
                ContractsResource.class,
                BuildersResource.class,
                WalletResource.class,
                TunnelsResource.class,
                RecordsResource.class,
                DrillsResource.class);
    }
}
