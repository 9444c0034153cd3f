package org.computecontracts.market.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachinesTest {
    private static final String VM = "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/" + MarketNsid.VM.value() + "/1";

    @Test
    void assumesSizesThatAPeerLeftOut() {
        var request = Machines.request(vm(machine().putNull("mem")));

        assertThat(request.cpus()).isEqualTo(1);
        assertThat(request.mem()).isEqualTo("512M");
        assertThat(request.disk()).isEqualTo("4G");
        assertThat(request.network()).isEqualTo("10G");
    }

    /** Nobody should be let another machine than the one that was asked for. */
    @ParameterizedTest
    @CsvSource({"cpus, 1.5", "cpus, '\"two\"'", "cpus, 4294967296", "mem, 512", "disk, '[\"4G\"]'", "network, {}"})
    void refusesWhatIsNoSizeInsteadOfAssumingOne(String field, String json) {
        var wrong = vm(machine().set(field, Json.read(json)));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Machines.request(wrong))
                .withMessageContaining(field + " is ")
                .extracting(ProblemException::type)
                .isEqualTo(MarketProblem.RECORD_INVALID);
    }

    private static ObjectNode machine() {
        return Json.object().put("role", "web").put("user_data", "#cloud-config\n");
    }

    private static RepoRecord vm(ObjectNode json) {
        return new RepoRecord(new AtUri(VM), Cid.ofRecord(Json.object()), json);
    }
}
