package org.computecontracts.appview.dialect;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.RepoRecord;

/** Which collection is read how. */
public final class Dialects {
    private static final String FIRST = "com.publicdomainrelay.";
    private static final String MARKET = "com.publicdomainrelay.temp.market.";
    private static final String COMPUTE = "com.publicdomainrelay.temp.compute.";
    private static final String HAPPENINGS = COMPUTE + "events.vm.";

    private static final Map<String, Function<Fields, Statement>> READERS = Map.ofEntries(
            Map.entry(FIRST + "ccrfp", FirstRecords::request),
            Map.entry(FIRST + "ccb", FirstRecords::bid),
            Map.entry(FIRST + "ccba", FirstRecords::acceptance),
            Map.entry(FIRST + "ccbap", FirstRecords::payment),
            Map.entry(FIRST + "ccr", FirstRecords::receipt),
            Map.entry(FIRST + "rfp", Envelopes::firstRequest),
            Map.entry(FIRST + "bid", Envelopes::firstBid),
            Map.entry(FIRST + "bid.accept", Envelopes::firstAcceptance),
            Map.entry(FIRST + "receipt", Envelopes::firstReceipt),
            Map.entry(COMPUTE + "vm", Envelopes::machine),
            Map.entry(MARKET + "rfp", Envelopes::request),
            Map.entry(MARKET + "bids.x402", Envelopes::paidPrice),
            Map.entry(MARKET + "bids.free", Envelopes::freePrice),
            Map.entry(MARKET + "bid", Envelopes::bid),
            Map.entry(MARKET + "accepts.x402", Envelopes::payment),
            Map.entry(MARKET + "accepts.free", Envelopes::payment),
            Map.entry(MARKET + "receipts.x402", Envelopes::paymentReceipt),
            Map.entry(MARKET + "receipts.free", Envelopes::paymentReceipt),
            Map.entry(MARKET + "accept", Envelopes::acceptance),
            Map.entry(MARKET + "receipt", Envelopes::receipt),
            Map.entry(MARKET + "event", Envelopes::event));

    private Dialects() {}

    /** Empty for records that have no place in a deal. */
    public static Optional<Statement> read(RepoRecord record) {
        return reader(record.uri().collection()).map(reader -> reader.apply(new Fields(record)));
    }

    public static boolean isKnown(Nsid collection) {
        return reader(collection).isPresent();
    }

    private static Optional<Function<Fields, Statement>> reader(Nsid collection) {
        var name = collection.value();
        if (name.startsWith(HAPPENINGS)) {
            var what = name.substring(HAPPENINGS.length());
            return Optional.of(fields -> Envelopes.happening(what, fields));
        }
        return Optional.ofNullable(READERS.get(name));
    }
}
