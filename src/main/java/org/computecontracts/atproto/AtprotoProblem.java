package org.computecontracts.atproto;

import org.computecontracts.kernel.ProblemType;

/** Every way the network's data is refused. */
public enum AtprotoProblem implements ProblemType {
    INVALID_IDENTIFIER(400, "Not a valid identifier"),
    INVALID_RECORD(400, "Not a valid record"),
    INVALID_EVENT(422, "Not a valid event of a repository"),
    BAD_SIGNATURE(422, "Not signed by the account's key"),
    BAD_PROOF(422, "The blocks do not prove what is said"),
    CID_MISMATCH(409, "The content is not what its hash says"),
    RECORD_NOT_FOUND(404, "No such record"),
    RECORD_EXISTS(409, "Another record is already there"),
    INVALID_SWAP(409, "The record has changed in the meantime"),
    DID_NOT_FOUND(404, "No such account"),
    DID_GONE(410, "This account has ended"),
    INVALID_DID_DOCUMENT(422, "Unusable DID document"),
    LEXICON_NOT_FOUND(404, "No published lexicon can be had"),
    HANDLE_NOT_FOUND(404, "No such handle"),
    HANDLE_NOT_CONFIRMED(422, "The account does not confirm this handle"),
    ENDPOINT_NOT_FOUND(422, "No such service"),
    PDS_REFUSED(502, "The personal data server refuses"),
    SESSION_EXPIRED(401, "The session with the personal data server has ended");

    private final int status;
    private final String title;

    AtprotoProblem(int status, String title) {
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
