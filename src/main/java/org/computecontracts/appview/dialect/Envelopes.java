package org.computecontracts.appview.dialect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import org.computecontracts.appview.dialect.Statement.Acceptance;
import org.computecontracts.appview.dialect.Statement.Bid;
import org.computecontracts.appview.dialect.Statement.Event;
import org.computecontracts.appview.dialect.Statement.Happening;
import org.computecontracts.appview.dialect.Statement.Payment;
import org.computecontracts.appview.dialect.Statement.PaymentReceipt;
import org.computecontracts.appview.dialect.Statement.Price;
import org.computecontracts.appview.dialect.Statement.Receipt;
import org.computecontracts.appview.dialect.Statement.Request;

/** Records that wrap or refer to what they are about: all dialects after the first (market protocol sections 1.1 to 1.10). */
final class Envelopes {
    /** Policies of August 2026: of a service, a worker, several in one record, or of another network's names. */
    private static final Pattern LATER =
            Pattern.compile("/computer\\.socialweb\\.|\\.policies\\.(builtin|service|denoWorker)/");

    private Envelopes() {}

    static Statement request(Fields fields) {
        var payload = fields.neededRef("payload");
        var policies = new ArrayList<>(fields.refs("policies"));
        fields.ref("policy").filter(policy -> !policies.contains(policy)).ifPresent(policies::add);
        var later = fields.has("policies") || isLater(fields.in("policy").text("uri"));
        var dialect = later ? Dialect.G3 : dated(fields);
        return new Request(
                fields.source(dialect), payload, Optional.empty(), fields.optionalText("submitBid"), policies);
    }

    /** By the text of the address: some of these names are no legal NSIDs. */
    private static boolean isLater(String policy) {
        return LATER.matcher(policy).find();
    }

    /** What is unsigned and names no endpoint was written before there were either. */
    private static Dialect dated(Fields fields) {
        var old = !fields.has("signatures")
                && !fields.has("submitBid")
                && !fields.has("submitAccept")
                && !fields.has("submitEvent");
        return old ? Dialect.G1 : Dialect.G2;
    }

    static Statement machine(Fields fields) {
        fields.need("role");
        return FirstRecords.machine(fields, Dialect.G2);
    }

    static Statement paidPrice(Fields fields) {
        var cost = fields.need("cost").need("url").amount("cost");
        return new Price(
                fields.source(dated(fields)),
                cost,
                fields.text("currency"),
                fields.text("frequency"),
                fields.flag("prepay"),
                fields.text("url"));
    }

    /** Written unsigned and without a reason by some, which is no lack: there is nothing to pay. */
    static Statement freePrice(Fields fields) {
        return new Price(fields.source(Dialect.G2), Optional.of(BigDecimal.ZERO), "", "", false, fields.text("url"));
    }

    static Statement bid(Fields fields) {
        var request = fields.neededRef("rfp");
        var payload = fields.neededRef("payload");
        var config = fields.ref("config").or(() -> fields.ref("bidConfig"));
        return new Bid(
                fields.source(dated(fields)),
                request,
                payload,
                Optional.empty(),
                config,
                fields.optionalText("submitAccept"));
    }

    static Statement payment(Fields fields) {
        var bid = fields.neededRef("bid");
        return new Payment(fields.source(Dialect.G2), bid, fields.ref("payload"), "");
    }

    static Statement paymentReceipt(Fields fields) {
        var payment = fields.need("cid").neededRef("accept");
        return new PaymentReceipt(fields.source(Dialect.G2), payment, fields.text("cid"));
    }

    static Statement acceptance(Fields fields) {
        var request = fields.neededRef("rfp");
        var bid = fields.neededRef("bid");
        var payment = fields.ref("payload");
        return new Acceptance(fields.source(dated(fields)), request, bid, payment, fields.optionalText("submitEvent"));
    }

    /** The reference implementation's workers write a null where the bid should be: told, not refused. */
    static Statement receipt(Fields fields) {
        var request = fields.neededRef("rfp");
        var bid = fields.neededRef("bid");
        var acceptance = fields.neededRef("accept");
        return new Receipt(fields.source(dated(fields)), request, bid, acceptance, fields.text("cid"), "");
    }

    static Statement event(Fields fields) {
        var receipt = fields.neededRef("receipt");
        var payload = fields.neededRef("payload");
        return new Event(fields.source(Dialect.G2), receipt, payload);
    }

    static Statement happening(String what, Fields fields) {
        var detail = fields.optionalText("reason").orElseGet(() -> fields.text("address"));
        return new Happening(fields.source(Dialect.G2), what, detail);
    }

    /** The four names of the first envelopes; their acceptance calls its bid's wrapper by the name of the record. */
    static Statement firstRequest(Fields fields) {
        var payload = fields.neededRef("payload");
        return new Request(
                fields.source(Dialect.G05), payload, Optional.empty(), Optional.empty(), fields.refs("policies"));
    }

    static Statement firstBid(Fields fields) {
        var request = fields.neededRef("rfp");
        var payload = fields.neededRef("payload");
        return new Bid(
                fields.source(Dialect.G05), request, payload, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Statement firstAcceptance(Fields fields) {
        var request = fields.neededRef("rfp");
        var bid = fields.neededRef("bid");
        var payment = fields.ref("payload");
        return new Acceptance(fields.source(Dialect.G05), request, bid, payment, Optional.empty());
    }

    static Statement firstReceipt(Fields fields) {
        var request = fields.neededRef("rfp");
        var bid = fields.neededRef("bid");
        var acceptance = fields.neededRef("bid.accept");
        return new Receipt(fields.source(Dialect.G05), request, bid, acceptance, fields.text("cid"), "");
    }
}
