package org.computecontracts.compute;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.computecontracts.kernel.Amount;

/**
 * What a provider registers.
 *
 * @param frequency what the price is for each of
 */
public record NewBuilder(
        @NotBlank @Size(max = 100) String name,
        @NotBlank String backend,
        @Min(1) @Max(MOST_CPUS) int cpus,

        @NotNull @Pattern(regexp = MachineSpec.SIZES, message = MachineSpec.SIZES_RULE)
        String mem,

        @NotNull @Pattern(regexp = MachineSpec.SIZES, message = MachineSpec.SIZES_RULE)
        String disk,

        @NotNull @Amount BigDecimal price,
        @NotBlank @Size(max = 10) String currency,

        @NotNull @Pattern(regexp = FREQUENCIES, message = FREQUENCIES_RULE)
        String frequency) {
    static final int MOST_CPUS = 4096;
    static final String FREQUENCIES = "hour|hourly|day|daily|month|monthly|once|one-time";
    static final String FREQUENCIES_RULE = "must be one of hour, hourly, day, daily, month, monthly, once, one-time";
}
