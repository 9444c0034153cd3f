package org.computecontracts.market.protocol;

import org.computecontracts.atproto.Nsid;

/** Names of the records and methods of the market (market protocol, sections 1 and 4.3). */
public final class MarketNsid {
    private static final String T = "com.publicdomainrelay.temp.";

    public static final Nsid VM = new Nsid(T + "compute.vm");
    public static final Nsid RFP = new Nsid(T + "market.rfp");
    public static final Nsid BIDS_X402 = new Nsid(T + "market.bids.x402");
    public static final Nsid BIDS_FREE = new Nsid(T + "market.bids.free");
    public static final Nsid WIF_SIMPLE = new Nsid(T + "compute.config.wif.simple");
    public static final Nsid BID = new Nsid(T + "market.bid");
    public static final Nsid ACCEPT = new Nsid(T + "market.accept");
    public static final Nsid RECEIPT = new Nsid(T + "market.receipt");
    public static final Nsid EVENT = new Nsid(T + "market.event");
    public static final Nsid RELAYS = new Nsid(T + "market.relays");
    public static final Nsid OFFERING = new Nsid(T + "market.offering");
    public static final Nsid VM_STARTED = new Nsid(T + "compute.events.vm.started");
    public static final Nsid VM_ON_NETWORK = new Nsid(T + "compute.events.vm.onNetwork");
    public static final Nsid VM_FAILED = new Nsid(T + "compute.events.vm.failed");
    public static final Nsid VM_DELETE = new Nsid(T + "compute.events.vm.delete");
    public static final Nsid SSH_PUBLIC_KEY = new Nsid("com.fedproxy.sshPublicKey");

    public static final Nsid SUBMIT_RFP = new Nsid(T + "market.submitRfp");
    public static final Nsid SUBMIT_BID = new Nsid(T + "market.submitBid");
    public static final Nsid SUBMIT_ACCEPT = new Nsid(T + "market.submitAccept");
    public static final Nsid SUBMIT_EVENT = new Nsid(T + "market.submitEvent");

    /** Service ids in the DID document of this portal, in the short form that peers match. */
    public static final String MARKET_SERVICE = "#pdr_temp_market";

    public static final String EVENT_SERVICE = "#pdr_temp_compute_event";

    private MarketNsid() {}
}
