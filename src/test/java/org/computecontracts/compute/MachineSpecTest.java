package org.computecontracts.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.computecontracts.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineSpecTest {
    @Test
    void readsSizesAsBinary() {
        var spec = new MachineSpec(1, "512M", "10G", "1T");

        assertThat(spec.memBytes()).isEqualTo(536_870_912L);
        assertThat(spec.diskBytes()).isEqualTo(10_737_418_240L);
        assertThat(spec.networkBytes()).isEqualTo(1_099_511_627_776L);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 512M, 10G, 500G, 'cpus must be 1 to 128, not 0'",
        "129, 512M, 10G, 500G, 'cpus must be 1 to 128, not 129'",
        "1, 512, 10G, 500G, 'mem must be a number with M, G or T, like 512M, not \"512\"'",
        "1, 512MB, 10G, 500G, 'mem must be a number with M, G or T, like 512M, not \"512MB\"'",
        "1, -1G, 10G, 500G, 'mem must be a number with M, G or T, like 512M, not \"-1G\"'",
        "1, 64M, 10G, 500G, 'mem must be 128M to 4T, not 64M'",
        "1, 512M, 9999999T, 500G, 'disk must be 256M to 64T, not 9999999T'",
        "1, 512M, 10G, 99999999999T, 'network must be a number with M, G or T, like 512M, not \"99999999999T\"'",
    })
    void refusesWhatNoMachineHas(int cpus, String mem, String disk, String network, String reason) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new MachineSpec(cpus, mem, disk, network))
                .withMessage(reason)
                .extracting(ProblemException::type)
                .isEqualTo(ComputeProblem.SPEC_REFUSED);
    }
}
