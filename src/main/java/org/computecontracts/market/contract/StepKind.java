package org.computecontracts.market.contract;

import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;

/** Everything that can happen in a contract, on either side. How it is told to people is the portal's to say. */
public enum StepKind {
    REQUEST_PUBLISHED(Stage.REQUEST),
    REQUEST_SEEN(Stage.REQUEST),
    BID_RECEIVED(Stage.BIDS),
    BID_PLACED(Stage.BIDS),
    BID_WITHHELD(Stage.BIDS),
    BID_ALLOWED(Stage.POLICY),
    BID_REFUSED(Stage.POLICY),
    ROLE_GRANTED(Stage.ROLE),
    ACCEPT_WRITTEN(Stage.ACCEPT),
    ACCEPT_RECEIVED(Stage.ACCEPT),
    ACCEPT_NOT_TAKEN_IN(Stage.ACCEPT),
    PAYMENT_WAIVED(Stage.PAYMENT),
    PAYMENT_NOT_ASKED_FOR(Stage.PAYMENT),
    PAYMENT_MADE(Stage.PAYMENT),
    PAYMENT_RECEIVED(Stage.PAYMENT),
    PAYMENT_UNDONE(Stage.PAYMENT),
    BUILD_STARTED(Stage.BUILD),
    BUILD_FAILED(Stage.BUILD),
    MACHINE_STARTED(Stage.BUILD),
    USER_DATA_RUN(Stage.BUILD),
    MACHINE_FAILED(Stage.BUILD),
    NOTICE_NOT_TAKEN_IN(Stage.BUILD),
    RECEIPT_ISSUED(Stage.RECEIPT),
    RECEIPT_VERIFIED(Stage.RECEIPT),
    WORKLOAD_IDENTIFIED(Stage.IDENTITY),
    KEY_REGISTERED(Stage.KEY),
    TUNNEL_OPENED(Stage.TUNNEL),
    ADDRESS_ANSWERED(Stage.HTTPS),
    ADDRESS_LOST(Stage.HTTPS),
    REQUEST_TAKEN_BACK(Stage.END),
    ACCEPT_TAKEN_BACK(Stage.END),
    BID_TAKEN_BACK(Stage.END),
    /** What was to be done did not come about in the time that it may take. */
    TIME_OVER(Stage.END),
    ACCOUNT_TAKEN_DOWN(Stage.END),
    /** The other party's, and what was agreed may still come. */
    ACCOUNT_DELETED(Stage.END),
    /** The other party's account is deleted, and the contract ends with it. */
    ABANDONED(Stage.END),
    REQUESTER_ENDED(Stage.END),
    PROVIDER_ENDED(Stage.END),
    MACHINE_GONE(Stage.END),
    MACHINE_LEFT(Stage.END),
    /** What the provider says once the contract is over. */
    AFTERWORD(Stage.END),
    /** By the requester, and the provider was told so. */
    ENDED(Stage.END),
    /** At the requester, after the provider ended it. */
    ENDED_BY_PROVIDER(Stage.END),
    /** With nobody at the other end to be told. */
    ENDED_ALONE(Stage.END),
    ENDED_WITHOUT_RECEIPT(Stage.END),
    /** A payment was signed that may have been taken, and no receipt came. */
    ENDED_IN_DOUBT(Stage.END);

    private final Stage stage;

    StepKind(Stage stage) {
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }

    /** It happens once to each version of a record. */
    public NewStep of(StrongRef record) {
        return step(Optional.of(record), "");
    }

    /** It happens once on each occasion, whatever the caller tells occasions apart by. */
    public NewStep on(String occasion) {
        return step(Optional.empty(), occasion);
    }

    /** It happens once in the life of a contract. */
    public NewStep once() {
        return on("");
    }

    private NewStep step(Optional<StrongRef> record, String occasion) {
        return new NewStep(this, record, occasion, new EnumMap<>(Fact.class), List.of());
    }
}
