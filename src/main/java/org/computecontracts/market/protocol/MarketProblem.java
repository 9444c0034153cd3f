package org.computecontracts.market.protocol;

import org.computecontracts.kernel.ProblemType;

/** Every way the market says no. */
public enum MarketProblem implements ProblemType {
    CONTRACT_NOT_FOUND(404, "No such contract"),
    BID_NOT_FOUND(404, "No such bid"),
    BID_GONE(409, "The bid is no longer there"),
    NOT_OUR_BID(404, "That is not a bid of ours"),
    NOT_OUR_CONTRACT(404, "No contract of ours belongs to that record"),
    RFP_NOT_OPEN(409, "Request for proposal no longer open"),
    TOO_MANY_BIDS(429, "This bidder has bid often enough on this request"),
    ALREADY_ACCEPTED(409, "Another accept already holds"),
    BIDDER_DENOUNCED(403, "Bidder is denounced"),
    BID_REFUSED_BY_POLICY(403, "Bid refused by your policy"),
    WRONG_AUTHOR(403, "Written by the wrong account"),
    RECORD_INVALID(400, "Record does not verify"),
    RECORD_MISMATCH(400, "Records do not belong together"),
    ENDPOINT_MISSING(400, "The record names no endpoint"),
    REQUEST_REFUSED(400, "Request cannot be fulfilled"),
    CONTRACT_OVER(410, "The contract is over"),
    RECEIPT_PENDING(503, "The receipt is not there yet"),
    PEER_REFUSED(502, "The other party refused"),
    CONTRACT_NOT_RUNNING(409, "Contract cannot be ended"),
    BUILDER_FULL(503, "No builder has room");

    private final int status;
    private final String title;

    MarketProblem(int status, String title) {
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
