package org.computecontracts.compute;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/** What a provider registers. */
public record NewBuilder(
        @NotBlank @Size(max = 100) String name,
        @NotBlank String backend,
        @Min(1) int cpus,
        @NotBlank String mem,
        @NotBlank String disk,
        @PositiveOrZero BigDecimal price,
        @NotBlank @Size(max = 10) String currency,
        @NotBlank @Size(max = 20) String frequency) {}
