package org.computecontracts.market;

import org.computecontracts.atproto.RepoRecord;

/** A compute.vm record read as a request; peers leave sizes out (market protocol section 1.1), so small ones are assumed. */
final class Machines {
    private Machines() {}

    static NewRfp request(RepoRecord vm) {
        var json = vm.json();
        var location = json.path("location");
        return new NewRfp(
                json.path("cpus").asInt(1),
                json.path("mem").asText("512M"),
                json.path("disk").asText("4G"),
                json.path("network").asText("10G"),
                location.path("country").isTextual() ? location.path("country").asText() : null,
                location.path("region").isTextual() ? location.path("region").asText() : null,
                vm.text("role"),
                vm.text("user_data"),
                null);
    }
}
