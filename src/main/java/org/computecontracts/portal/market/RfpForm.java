package org.computecontracts.portal.market;

import org.computecontracts.market.protocol.NewRfp;
import org.jspecify.annotations.Nullable;

/** The fields of a request while they are being filled in; what they must be is said by {@link NewRfp}. */
public class RfpForm {
    private int cpus = 1;
    private @Nullable String mem;
    private @Nullable String disk;
    private @Nullable String network;
    private @Nullable String country;
    private @Nullable String region;
    private @Nullable String role;
    private @Nullable String serviceName;
    private @Nullable String userData;

    static RfpForm of(NewRfp request) {
        var form = new RfpForm();
        form.cpus = request.cpus();
        form.mem = request.mem();
        form.disk = request.disk();
        form.network = request.network();
        form.country = request.country();
        form.region = request.region();
        form.role = request.role();
        form.serviceName = request.serviceName();
        form.userData = request.userData();
        return form;
    }

    NewRfp request() {
        return new NewRfp(
                cpus, text(mem), text(disk), text(network), country, region, text(role), lines(userData), serviceName);
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** Browsers send CRLF, which cloud-init would carry into scripts. */
    private static String lines(@Nullable String typed) {
        return typed == null ? "" : typed.replace("\r\n", "\n");
    }

    public int getCpus() {
        return cpus;
    }

    public void setCpus(int cpus) {
        this.cpus = cpus;
    }

    public @Nullable String getMem() {
        return mem;
    }

    public void setMem(@Nullable String mem) {
        this.mem = mem;
    }

    public @Nullable String getDisk() {
        return disk;
    }

    public void setDisk(@Nullable String disk) {
        this.disk = disk;
    }

    public @Nullable String getNetwork() {
        return network;
    }

    public void setNetwork(@Nullable String network) {
        this.network = network;
    }

    public @Nullable String getCountry() {
        return country;
    }

    public void setCountry(@Nullable String country) {
        this.country = country;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public void setRegion(@Nullable String region) {
        this.region = region;
    }

    public @Nullable String getRole() {
        return role;
    }

    public void setRole(@Nullable String role) {
        this.role = role;
    }

    public @Nullable String getServiceName() {
        return serviceName;
    }

    public void setServiceName(@Nullable String serviceName) {
        this.serviceName = serviceName;
    }

    public @Nullable String getUserData() {
        return userData;
    }

    public void setUserData(@Nullable String userData) {
        this.userData = userData;
    }
}
