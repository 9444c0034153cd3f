package org.computecontracts.ingress;

import org.computecontracts.kernel.ProblemType;

/** Every way the relay says no. */
public enum IngressProblem implements ProblemType {
    KEY_REFUSED(403, "Key not published by this account"),
    SERVICE_REFUSED(403, "Key not published for this service"),
    NAME_REFUSED(400, "Name not usable"),
    NAME_TAKEN(409, "Name taken by another account or service"),
    TOO_MANY_TUNNELS(429, "Too many tunnels"),
    TUNNEL_NOT_FOUND(404, "No such tunnel");

    private final int status;
    private final String title;

    IngressProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
