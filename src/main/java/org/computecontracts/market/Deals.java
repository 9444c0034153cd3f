package org.computecontracts.market;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Attestations;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.market.DealView.PricedBid;
import org.computecontracts.network.Network;
import org.computecontracts.network.SeenRecord;
import org.jspecify.annotations.Nullable;

/** Any deal on the network, ours or not, put together from the records of all who take part in it. */
@ApplicationScoped
public class Deals {
    private static final int PAGE = 25;
    private static final int MOST = 100;
    private static final int COUNTED = 10_000;
    private static final int STEPS_UP = 5;

    @Inject
    SaidStore store;

    @Inject
    ListingStore listings;

    @Inject
    Network network;

    /** The deal that this record belongs to, by the request or any other record of it; REQUEST_NOT_SEEN. */
    public DealView of(AtUri uri, @Nullable String afterBid) {
        var request = request(uri)
                .orElseThrow(() -> MarketProblem.REQUEST_NOT_SEEN.because(
                        "%s belongs to no request that has been seen", uri.value()));
        return deal(request, afterBid == null ? "" : afterBid);
    }

    private Optional<Said> request(AtUri uri) {
        var said = store.find(uri);
        for (var step = 0; step < STEPS_UP && said.isPresent() && said.get().kind() != StatementKind.REQUEST; step++) {
            said = said.get().request().or(said.get()::subject).flatMap(ref -> store.find(ref.uri()));
        }
        return said.filter(found -> found.kind() == StatementKind.REQUEST);
    }

    private DealView deal(Said request, String afterBid) {
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
        var providers = receipts.stream().filter(Said::stands).map(Said::author).collect(toSet());
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

    private List<Said> receipts(AtUri request, DealRules rules, List<Said> acceptances) {
        return store.ofRequest(request, StatementKind.RECEIPT, MOST).stream()
                .map(receipt -> rules.receipt(receipt, acceptances))
                .map(this::bound)
                .toList();
    }

    /** The CID in a receipt is a hash over the acceptance as it was: another acceptance gives another one. */
    private Said bound(Said receipt) {
        if (!receipt.mayCount()) {
            return receipt;
        }
        var proof = network.find(receipt.ref().uri()).map(SeenRecord::record);
        var subject = receipt.subject().flatMap(ref -> network.find(ref.uri())).map(SeenRecord::record);
        return proof.isPresent() && subject.isPresent() && Attestations.bindingValid(proof.get(), subject.get())
                ? receipt
                : receipt.invalid("Its cid is not the binding of the acceptance.");
    }

    private List<PricedBid> priced(List<Said> bids, List<Said> acceptances) {
        var prices = payloads(bids);
        var chosen = subjects(acceptances.stream().filter(Said::stands).toList());
        return bids.stream()
                .map(bid -> new PricedBid(
                        bid,
                        bid.payload().flatMap(ref -> Optional.ofNullable(prices.get(ref))),
                        chosen.contains(bid.ref())))
                .toList();
    }

    /** What these refer to, in the very version that they refer to. */
    private Map<StrongRef, Said> payloads(List<Said> records) {
        var wanted = records.stream().flatMap(said -> said.payload().stream()).toList();
        return store.all(uris(wanted)).stream()
                .filter(said -> wanted.contains(said.ref()))
                .collect(toMap(Said::ref, said -> said));
    }

    private static List<StrongRef> subjects(List<Said> records) {
        return records.stream()
                .flatMap(said -> said.subject().stream())
                .distinct()
                .toList();
    }

    private static List<AtUri> uris(List<StrongRef> refs) {
        return refs.stream().map(StrongRef::uri).distinct().toList();
    }

    private static List<AtUri> addresses(List<Said> records) {
        return records.stream().flatMap(said -> Stream.of(said.ref().uri())).toList();
    }
}
