package org.computecontracts.appview.dialect;

import java.util.List;
import java.util.Optional;
import org.computecontracts.appview.dialect.Statement.Acceptance;
import org.computecontracts.appview.dialect.Statement.Bid;
import org.computecontracts.appview.dialect.Statement.Machine;
import org.computecontracts.appview.dialect.Statement.Payment;
import org.computecontracts.appview.dialect.Statement.Price;
import org.computecontracts.appview.dialect.Statement.Receipt;
import org.computecontracts.appview.dialect.Statement.Request;

/** The first records: flat, unsigned, referring to each other by wrappers (market protocol section 1.12). */
final class FirstRecords {
    private FirstRecords() {}

    static Statement request(Fields fields) {
        var machine = machine(fields.need("cpus").need("role"), Dialect.G0);
        return new Request(machine.source(), Optional.empty(), Optional.of(machine), Optional.empty(), List.of());
    }

    /** Also of the later records of machines, which have the same fields. */
    static Machine machine(Fields fields, Dialect dialect) {
        var location = fields.in("location");
        return new Machine(
                fields.source(dialect),
                fields.cpus(),
                fields.text("mem"),
                fields.text("disk"),
                fields.text("network"),
                location.text("country"),
                location.text("region"),
                fields.text("role"));
    }

    static Statement bid(Fields fields) {
        var request = fields.neededRef("embed");
        var offer = fields.need("bid").in("bid");
        var cost = offer.amount("cost");
        var source = fields.source(Dialect.G0);
        var price = new Price(
                source,
                cost,
                offer.text("currency"),
                offer.text("frequency"),
                offer.flag("prepay"),
                offer.in("x402").text("base_url"));
        return new Bid(source, request, Optional.empty(), Optional.of(price), Optional.empty(), Optional.empty());
    }

    static Statement acceptance(Fields fields) {
        var request = fields.neededRef("embed");
        var bid = fields.neededRef("bid");
        var payment = fields.in("payment").ref("embed");
        return new Acceptance(fields.source(Dialect.G0), request, bid, payment, Optional.empty());
    }

    static Statement payment(Fields fields) {
        var bid = fields.neededRef("embed");
        return new Payment(fields.source(Dialect.G0), bid, Optional.empty(), fields.text("txid"));
    }

    static Statement receipt(Fields fields) {
        var request = fields.neededRef("rfp");
        var bid = fields.neededRef("bid");
        var acceptance = fields.ref("ccba");
        var address = fields.in("compute").text("ipv4");
        return new Receipt(fields.source(Dialect.G0), request, bid, acceptance, "", address);
    }
}
