package org.computecontracts.network;

import org.computecontracts.kernel.ProblemType;

/** Every way the network's view refuses. */
public enum NetworkProblem implements ProblemType {
    TOO_MANY_HOSTS(429, "No more hosts are followed"),
    HOST_REFUSED(400, "This host is not followed"),
    REPO_NOT_OWN(403, "The repository of another account"),
    REPO_UNKNOWN(404, "This repository has not been seen"),
    RECORD_UNKNOWN(404, "This record has not been seen"),
    REPO_REFUSED(502, "The repository could not be read"),
    REPO_INCOMPLETE(502, "The repository's server does not give all of it"),
    REPO_TOO_LARGE(502, "More of the repository concerns us than is read"),
    STREAM_ENDED(502, "The stream has ended");

    private final int status;
    private final String title;

    NetworkProblem(int status, String title) {
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
