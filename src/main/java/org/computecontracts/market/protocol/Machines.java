package org.computecontracts.market.protocol;

import org.computecontracts.atproto.repo.RepoRecord;

/**
 * A compute.vm record read as a request. Peers leave sizes out (market protocol section 1.1), so small ones are assumed;
 * what is there and is no size is refused, for nobody should get another machine than the one asked for.
 */
public final class Machines {
    private Machines() {}

    public static NewRfp request(RepoRecord vm) {
        var json = vm.json();
        var location = json.path("location");
        return new NewRfp(
                cpus(vm),
                size(vm, "mem", "512M"),
                size(vm, "disk", "4G"),
                size(vm, "network", "10G"),
                location.path("country").isTextual() ? location.path("country").asText() : null,
                location.path("region").isTextual() ? location.path("region").asText() : null,
                vm.text("role"),
                vm.text("user_data"),
                null);
    }

    private static int cpus(RepoRecord vm) {
        var cpus = vm.json().path("cpus");
        if (vm.json().hasNonNull("cpus") && !(cpus.isIntegralNumber() && cpus.canConvertToInt())) {
            throw wrong(vm, "cpus");
        }
        return cpus.asInt(1);
    }

    private static String size(RepoRecord vm, String field, String assumed) {
        if (vm.json().hasNonNull(field) && !vm.json().path(field).isTextual()) {
            throw wrong(vm, field);
        }
        return vm.optionalText(field).orElse(assumed);
    }

    private static RuntimeException wrong(RepoRecord vm, String field) {
        return MarketProblem.RECORD_INVALID.because(
                "%s: %s is %.40s", vm.uri().value(), field, vm.json().path(field));
    }
}
