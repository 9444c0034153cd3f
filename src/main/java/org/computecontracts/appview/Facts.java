package org.computecontracts.appview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.computecontracts.appview.dialect.Statement;
import org.computecontracts.appview.dialect.Statement.Acceptance;
import org.computecontracts.appview.dialect.Statement.Bid;
import org.computecontracts.appview.dialect.Statement.Event;
import org.computecontracts.appview.dialect.Statement.Happening;
import org.computecontracts.appview.dialect.Statement.Machine;
import org.computecontracts.appview.dialect.Statement.Payment;
import org.computecontracts.appview.dialect.Statement.PaymentReceipt;
import org.computecontracts.appview.dialect.Statement.Price;
import org.computecontracts.appview.dialect.Statement.Receipt;
import org.computecontracts.appview.dialect.Statement.Request;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;

/** What a statement says, as it is kept for the view: the same whenever it is read. */
final class Facts {
    private Facts() {}

    static ObjectNode of(Statement statement) {
        return switch (statement) {
            case Machine machine -> machine(machine);
            case Request request -> request(request);
            case Price price -> price(price);
            case Bid bid -> bid(bid);
            case Payment payment -> Json.object().put("transaction", payment.transaction());
            case PaymentReceipt receipt -> Json.object().put("binding", receipt.binding());
            case Acceptance acceptance -> with("submitEvent", acceptance.submitEvent());
            case Receipt receipt ->
                Json.object().put("binding", receipt.binding()).put("address", receipt.address());
            case Event event -> Json.object();
            case Happening happening ->
                Json.object().put("what", happening.what()).put("detail", happening.detail());
        };
    }

    /** What it is about beside its subject: the machine of a request, the price of a bid, the proof of an acceptance. */
    static Optional<StrongRef> payload(Statement statement) {
        return switch (statement) {
            case Request request -> request.payload();
            case Bid bid -> bid.payload();
            case Payment payment -> payment.payload();
            case Acceptance acceptance -> acceptance.payment();
            case Event event -> event.payload();
            case Machine machine -> Optional.empty();
            case Price price -> Optional.empty();
            case PaymentReceipt receipt -> Optional.empty();
            case Receipt receipt -> Optional.empty();
            case Happening happening -> Optional.empty();
        };
    }

    private static ObjectNode machine(Machine machine) {
        return Json.object()
                .put("cpus", machine.cpus())
                .put("mem", machine.mem())
                .put("disk", machine.disk())
                .put("network", machine.network())
                .put("country", machine.country())
                .put("region", machine.region())
                .put("role", machine.role());
    }

    private static ObjectNode request(Request request) {
        var facts = with("submitBid", request.submitBid())
                .put("policies", request.policies().size());
        request.machine().ifPresent(machine -> facts.set("machine", machine(machine)));
        return facts;
    }

    private static ObjectNode bid(Bid bid) {
        var facts = with("submitAccept", bid.submitAccept());
        bid.price().ifPresent(price -> facts.set("price", price(price)));
        return facts;
    }

    private static ObjectNode price(Price price) {
        return Json.object()
                .put("cost", price.cost().map(BigDecimal::toPlainString).orElse(""))
                .put("currency", price.currency())
                .put("frequency", price.frequency())
                .put("prepay", price.prepay())
                .put("url", price.url());
    }

    private static ObjectNode with(String field, Optional<String> text) {
        return Json.object().put(field, text.orElse(""));
    }
}
