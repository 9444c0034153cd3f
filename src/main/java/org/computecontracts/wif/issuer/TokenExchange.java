package org.computecontracts.wif.issuer;

import static org.computecontracts.wif.WifProblem.EXCHANGE_REFUSED;
import static org.computecontracts.wif.WifProblem.TOKEN_REFUSED;
import static org.computecontracts.wif.WifProblem.TOO_MANY_TOKENS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.computecontracts.identity.Tenant;
import org.computecontracts.wif.Issuer;
import org.computecontracts.wif.RateLimits;
import org.computecontracts.wif.Subjects;
import org.computecontracts.wif.rbac.Ask;
import org.computecontracts.wif.rbac.Decision;
import org.computecontracts.wif.rbac.Evaluator;
import org.computecontracts.wif.rbac.RbacRecords;
import org.computecontracts.wif.token.Claims;

/** Exchanges a workload's identity token for one that another party takes, in the workload's own name only. */
@ApplicationScoped
public class TokenExchange {
    @Inject
    Issuer issuer;

    @Inject
    OwnTokens tokens;

    @Inject
    Enrolments enrolments;

    @Inject
    RbacRecords records;

    @Inject
    RateLimits limits;

    @Inject
    Clock clock;

    String issue(Tenant provider, String identityToken, byte[] body) {
        var claims = tokens.check(provider, identityToken);
        var machine = enrolments
                .holder(provider.id(), claims)
                .orElseThrow(() -> TOKEN_REFUSED.because("The machine's enrolment is withdrawn or over"));
        if (!limits.allow("issue " + machine.id())) {
            throw TOO_MANY_TOKENS.because("Ask again in a minute");
        }
        var request = ownName(provider, machine, ExchangeRequest.parse(body));
        requirePolicy(provider, claims, request);
        var expires = clock.instant().plus(request.life());
        return tokens.mint(
                provider,
                new OwnTokens.Draft(
                        machine,
                        request.audience(),
                        request.subject(),
                        machine.expiresAt().isBefore(expires) ? machine.expiresAt() : expires));
    }

    /** Published user data asks by the role alone; what it gets is its contract's subject. */
    private ExchangeRequest ownName(Tenant provider, EnrolledMachine machine, ExchangeRequest request) {
        var byRole = Subjects.render(
                Subjects.DEFAULT_TEMPLATE, issuer.actx(provider.did()), machine.requester(), machine.role());
        if (!request.subject().equals(machine.subject()) && !request.subject().equals(byRole)) {
            throw EXCHANGE_REFUSED.because("A workload gets tokens for its own subject only: %s", machine.subject());
        }
        if (request.audience().equals(tokens.audience(provider))) {
            throw EXCHANGE_REFUSED.because("An identity token is had by a proof only");
        }
        return request.inNameOf(machine.subject());
    }

    private void requirePolicy(Tenant provider, Claims claims, ExchangeRequest request) {
        var own = issuer.issuerUri(provider.did()).toString();
        var rbac = records.protecting(provider.did(), own, claims);
        var ask = new Ask("create", Issuer.ISSUE_ROUTE, request.parameters());
        switch (new Evaluator(rbac, own).decide(claims, ask)) {
            case Decision.Allowed allowed -> {}
            case Decision.Denied denied -> throw EXCHANGE_REFUSED.because("%s", String.join("; ", denied.reasons()));
        }
    }
}
