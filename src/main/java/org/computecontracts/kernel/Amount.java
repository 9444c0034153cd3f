package org.computecontracts.kernel;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An amount of money that is kept, compared and shown to its last digit: {@link Amounts} says which those are. */
@Constraint(validatedBy = Amounts.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Amount {
    String message() default Amounts.RULE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
