package org.computecontracts.pds;

import org.computecontracts.kernel.ProblemType;

/** Every way the PDS says no; the names are those of the XRPC errors. */
public enum PdsProblem implements ProblemType {
    INVALID_REQUEST(400, "Invalid request"),
    INVALID_HANDLE(400, "Not a handle to be had here"),
    HANDLE_NOT_AVAILABLE(400, "Handle already taken"),
    HANDLE_NOT_FOUND(400, "No such handle here"),
    UNSUPPORTED_DOMAIN(400, "Not a domain of this server"),
    INVALID_PASSWORD(400, "Not a usable password"),
    AUTHENTICATION_REQUIRED(401, "Wrong identifier or password"),
    INVALID_TOKEN(400, "Not a token of this server"),
    EXPIRED_TOKEN(400, "Token has expired"),
    BAD_EXPIRATION(400, "Not a possible expiration"),
    ACCOUNT_NOT_FOUND(403, "Not your repository"),
    RATE_LIMIT_EXCEEDED(429, "Too many attempts"),
    REPO_NOT_FOUND(400, "No such repository here"),
    RECORD_NOT_FOUND(400, "No such record"),
    RECORD_ALREADY_EXISTS(400, "There is a record of this key"),
    BLOCK_NOT_FOUND(400, "No such block"),
    BUSY(503, "Too much to do at the moment"),
    BLOB_NOT_FOUND(400, "No such blob"),
    INVALID_MIME_TYPE(400, "Blob of another type"),
    INVALID_SIZE(400, "Blob of another size"),
    BLOB_TOO_LARGE(413, "Blob too large"),
    REPO_DEACTIVATED(400, "Repository at rest"),
    INVALID_SWAP(400, "Changed in the meantime");

    private final int status;
    private final String title;

    PdsProblem(int status, String title) {
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
