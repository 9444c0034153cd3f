package org.computecontracts.pds;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;

/** Asserts how the PDS says no. */
public final class Refusals {
    private Refusals() {}

    public static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            ProblemType problem, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> Assertions.assertThat(e.type()).isEqualTo(problem));
    }
}
