package org.computecontracts.appview.deal;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.appview.AppviewProblem;
import org.computecontracts.appview.DealRecord;
import org.computecontracts.appview.DealRecordStore;
import org.computecontracts.appview.deal.DealView.PricedBid;
import org.computecontracts.appview.dialect.StatementKind;
import org.computecontracts.appview.listing.Listing;
import org.computecontracts.appview.listing.ListingState;
import org.computecontracts.appview.listing.ListingStore;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.view.Network;
import org.jspecify.annotations.Nullable;

/** Any deal on the network, ours or not, put together from the records of all who take part in it. */
@ApplicationScoped
public class Deals {
    private static final int PAGE = 25;
    private static final int MOST = 100;
    public static final int COUNTED = 10_000;
    private static final int STEPS_UP = 5;

    @Inject
    DealRecordStore store;

    @Inject
    ListingStore listings;

    @Inject
    Network network;

    /** The deal that this record belongs to, by the request or any other record of it; REQUEST_NOT_SEEN. */
    public DealView of(AtUri uri, @Nullable String afterBid) {
        var request = request(uri)
                .orElseThrow(() -> AppviewProblem.REQUEST_NOT_SEEN.because(
                        "%s belongs to no request that has been seen", uri.value()));
        return deal(request, afterBid == null ? "" : afterBid);
    }

    private Optional<DealRecord> request(AtUri uri) {
        var said = store.find(uri);
        for (var step = 0; step < STEPS_UP && said.isPresent() && said.get().kind() != StatementKind.REQUEST; step++) {
            said = said.get().request().or(said.get()::subject).flatMap(ref -> store.find(ref.uri()));
        }
        return said.filter(found -> found.kind() == StatementKind.REQUEST);
    }

    private DealView deal(DealRecord request, String afterBid) {
        var uri = request.ref().uri();
        var rules = new DealRules(request);
        var acceptances = store.ofRequest(uri, StatementKind.ACCEPTANCE, MOST).stream()
                .map(rules::acceptance)
                .toList();
        var accepted = subjects(acceptances);
        var receipts = receipts(uri, rules, acceptances);
        var payments = store.about(uris(accepted), StatementKind.PAYMENT, MOST).stream()
                .map(rules::payment)
                .toList();
        var paid = store.about(addresses(payments), StatementKind.PAYMENT_RECEIPT, MOST).stream()
                .map(receipt -> rules.paymentReceipt(receipt, payments))
                .toList();
        var providers = receipts.stream()
                .filter(DealRecord::stands)
                .map(DealRecord::author)
                .collect(toSet());
        var events = store.about(addresses(receipts), StatementKind.EVENT, MOST).stream()
                .map(event -> rules.event(event, providers))
                .toList();
        var bids = store.bids(uri, afterBid, PAGE + 1).stream().map(rules::bid).toList();
        var page = bids.subList(0, Math.min(PAGE, bids.size()));
        return new DealView(
                request,
                listings.find(uri).map(Listing::state).orElse(ListingState.INVALID),
                payloads(List.of(request)).values().stream().findFirst(),
                priced(page, acceptances),
                store.countBids(uri, COUNTED),
                bids.size() > PAGE ? Optional.of(page.getLast().ref().uri().value()) : Optional.empty(),
                acceptances,
                payments,
                paid,
                receipts,
                events,
                List.copyOf(payloads(events).values()));
    }

    private List<DealRecord> receipts(AtUri request, DealRules rules, List<DealRecord> acceptances) {
        return store.ofRequest(request, StatementKind.RECEIPT, MOST).stream()
                .map(receipt -> rules.receipt(receipt, acceptances))
                .map(this::bound)
                .toList();
    }

    /** The CID in a receipt is a hash over the acceptance as it was: another acceptance gives another one. */
    private DealRecord bound(DealRecord receipt) {
        if (!receipt.mayCount()) {
            return receipt;
        }
        var proof = network.find(receipt.ref().uri()).map(SeenRecord::record);
        var subject = receipt.subject().flatMap(ref -> network.find(ref.uri())).map(SeenRecord::record);
        return proof.isPresent() && subject.isPresent() && Attestations.bindingValid(proof.get(), subject.get())
                ? receipt
                : receipt.invalid("Its cid is not the binding of the acceptance.");
    }

    private List<PricedBid> priced(List<DealRecord> bids, List<DealRecord> acceptances) {
        var prices = payloads(bids);
        var chosen = subjects(acceptances.stream().filter(DealRecord::stands).toList());
        return bids.stream()
                .map(bid -> new PricedBid(
                        bid,
                        bid.payload().flatMap(ref -> Optional.ofNullable(prices.get(ref))),
                        chosen.contains(bid.ref())))
                .toList();
    }

    /** What these refer to, in the very version that they refer to. */
    private Map<StrongRef, DealRecord> payloads(List<DealRecord> records) {
        var wanted = records.stream().flatMap(said -> said.payload().stream()).toList();
        return store.all(uris(wanted)).stream()
                .filter(said -> wanted.contains(said.ref()))
                .collect(toMap(DealRecord::ref, said -> said));
    }

    private static List<StrongRef> subjects(List<DealRecord> records) {
        return records.stream()
                .flatMap(said -> said.subject().stream())
                .distinct()
                .toList();
    }

    private static List<AtUri> uris(List<StrongRef> refs) {
        return refs.stream().map(StrongRef::uri).distinct().toList();
    }

    private static List<AtUri> addresses(List<DealRecord> records) {
        return records.stream().flatMap(said -> Stream.of(said.ref().uri())).toList();
    }
}
