package org.computecontracts.portal.market;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.computecontracts.appview.DealRecord;
import org.computecontracts.appview.deal.DealView;
import org.computecontracts.appview.deal.Deals;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.portal.Ids;
import org.computecontracts.portal.Show;
import org.computecontracts.portal.Words;
import org.jspecify.annotations.Nullable;

/** Behind {@code deal.xhtml}: what the network says about any request, looked at by the address of one of its records. */
@Named
@Open("records are public")
@RequestScoped
public class DealPage {
    @Inject
    Deals deals;

    @Inject
    HttpServletRequest request;

    @Inject
    Show show;

    private @Nullable DealView deal;
    private @Nullable String problem;

    /** Records of one kind, under the words for what they are. */
    public record Chapter(String title, List<DealRecord> records) {}

    /** Nothing where none can be shown; then {@link #getProblem} says why. */
    public @Nullable DealView getDeal() {
        if (deal == null && problem == null) {
            try {
                deal = deals.of(Ids.uri(getUri()), request.getParameter("bidsAfter"));
            } catch (ProblemException e) {
                problem = e.detail();
            }
        }
        return deal;
    }

    public @Nullable String getProblem() {
        var unused = getDeal();
        return problem;
    }

    public String getUri() {
        var uri = request.getParameter("uri");
        return uri == null ? "" : uri.strip();
    }

    public String getBidsHeading() {
        var looked = getDeal();
        return looked == null ? "" : heading(looked.bidCount());
    }

    static String heading(int bids) {
        return switch (bids) {
            case 0 -> "Nobody has bid";
            case 1 -> "One bid";
            case Deals.COUNTED -> bids + " bids or more";
            default -> bids + " bids";
        };
    }

    /** What came after the bids, in the order of a deal; only what there is. */
    public List<Chapter> getChapters() {
        var looked = getDeal();
        return looked == null
                ? List.of()
                : Stream.of(
                                new Chapter("Accepted", looked.acceptances()),
                                new Chapter("Agreed to pay", looked.payments()),
                                new Chapter("Paid, says the provider", looked.paymentReceipts()),
                                new Chapter("Receipt", looked.receipts()),
                                new Chapter("Events", looked.events()),
                                new Chapter("What happened", looked.happenings()))
                        .filter(chapter -> !chapter.records().isEmpty())
                        .toList();
    }

    /** In the bid itself where the dialect has it there. */
    public String price(DealView.PricedBid offer) {
        var facts =
                offer.price().map(DealRecord::facts).orElse(offer.bid().facts().path("price"));
        return facts.isMissingNode() ? "price not there" : show.price(facts);
    }

    /** What one record says, as far as a line can hold it. */
    public String line(DealRecord said) {
        return switch (said.kind()) {
            case HAPPENING -> Words.joined(": ", said.fact("what"), said.fact("detail"));
            case RECEIPT -> said.fact("address");
            case PAYMENT -> said.fact("transaction");
            case MACHINE, REQUEST, PRICE, BID, PAYMENT_RECEIPT, ACCEPTANCE, EVENT -> "";
        };
    }

    /** The machine of the request, in its own record or in the request itself. */
    public String getMachine() {
        var looked = getDeal();
        if (looked == null) {
            return "";
        }
        var facts = looked.machine()
                .map(DealRecord::facts)
                .orElse(looked.request().facts().path("machine"));
        return Words.joined(
                " · ",
                facts.path("cpus").asInt(0) > 0 ? facts.path("cpus").asText() + " cpu" : "",
                show.size(facts.path("mem").asText("")),
                show.size(facts.path("disk").asText("")),
                show.size(facts.path("network").asText("")),
                facts.path("country").asText(""),
                facts.path("region").asText(""));
    }

    public String getRole() {
        var looked = getDeal();
        return looked == null
                ? ""
                : looked.machine()
                        .map(DealRecord::facts)
                        .orElse(looked.request().facts().path("machine"))
                        .path("role")
                        .asText("");
    }
}
