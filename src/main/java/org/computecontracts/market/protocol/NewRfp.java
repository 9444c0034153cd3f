package org.computecontracts.market.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.computecontracts.compute.MachineSpec;
import org.computecontracts.compute.UserData;
import org.jspecify.annotations.Nullable;

/**
 * What a requester asks for, before it is published (compute.vm, market protocol section 1.1).
 *
 * @param mem,disk,network a number and M, G or T (MiB, GiB, TiB)
 * @param role the workload's role: part of its token's subject; host names are derived from it
 * @param userData cloud-init user data, a cloud-config; {@code {{service}}} stands for the service's name
 * @param serviceName the one tunnel name the workload may register; any when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewRfp(
        @Min(1) @Max(MachineSpec.MOST_CPUS) int cpus,

        @NotNull @Pattern(regexp = SIZE, message = SIZE_MESSAGE)
        String mem,

        @NotNull @Pattern(regexp = SIZE, message = SIZE_MESSAGE)
        String disk,

        @NotNull @Pattern(regexp = SIZE, message = SIZE_MESSAGE)
        String network,

        @Nullable @Size(max = 64) String country,
        @Nullable @Size(max = 64) String region,

        @NotNull
        @Pattern(regexp = "[A-Za-z0-9._-]{1,64}", message = "1 to 64 letters, digits, dots, dashes or underscores")
        String role,

        @NotBlank @Size(max = 65536) String userData,

        @Nullable
        @Pattern(
                regexp = "[A-Za-z0-9]([A-Za-z0-9_-]{0,40}[A-Za-z0-9])?",
                message = "1 to 42 letters, digits, inner dashes or underscores")
        String serviceName) {
    private static final String SIZE = MachineSpec.SIZES;
    private static final String SIZE_MESSAGE = MachineSpec.SIZES_RULE;
    private static final String SERVICE = "{{service}}";

    /** The user_data as it is published: a contract whose service nobody named has a name of its own. */
    public String userDataFor(UUID contract) {
        var name = serviceName == null ? contract.toString().substring(0, 8) : serviceName;
        return UserData.plain(userData.replace(SERVICE, name));
    }
}
