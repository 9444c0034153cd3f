package org.computecontracts.kernel;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Which amounts there are: no more digits than a double tells apart, which policies compute with. */
public class Amounts implements ConstraintValidator<Amount, BigDecimal> {
    public static final String RULE = "must be 0 to 1000000000, with at most 15 digits";

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);
    private static final int MOST_DIGITS = 15;

    public static boolean isAmount(BigDecimal number) {
        var digits = number.stripTrailingZeros();
        return number.signum() >= 0
                && number.compareTo(MOST) <= 0
                && digits.precision() <= MOST_DIGITS
                && digits.scale() <= MOST_DIGITS;
    }

    /** Whether it has to be there is for others to say. */
    @Override
    public boolean isValid(@Nullable BigDecimal number, ConstraintValidatorContext context) {
        return number == null || isAmount(number);
    }
}
