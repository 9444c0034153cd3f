package org.computecontracts.market.protocol;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.stream.Collectors;
import org.computecontracts.compute.MachineSpec;
import org.computecontracts.compute.UserData;

/** What a request must be: by one rule before it is published and before it is bid on, so that none fails once it is paid. */
@ApplicationScoped
public class RequestRules {
    @Inject
    Validator validator;

    /**
     * INVALID_INPUT by member, USER_DATA_REFUSED or SPEC_REFUSED.
     *
     * @param userData as it is published
     */
    public MachineSpec require(NewRfp request, String userData) {
        var violations = validator.validate(request);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        UserData.parse(userData);
        return spec(request);
    }

    /** The same for the request of another: REQUEST_REFUSED names what is wrong with it. */
    public MachineSpec requireOf(NewRfp request) {
        try {
            return require(request, request.userData());
        } catch (ConstraintViolationException e) {
            throw MarketProblem.REQUEST_REFUSED.because(
                    "%s",
                    e.getConstraintViolations().stream()
                            .map(violation -> violation.getPropertyPath() + ": " + violation.getMessage())
                            .sorted()
                            .collect(Collectors.joining("; ")));
        }
    }

    public static MachineSpec spec(NewRfp request) {
        return new MachineSpec(request.cpus(), request.mem(), request.disk(), request.network());
    }
}
