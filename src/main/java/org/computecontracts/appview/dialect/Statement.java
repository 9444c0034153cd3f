package org.computecontracts.appview.dialect;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;

/** What one record of the market says, whatever dialect it is written in. What it does not say is empty. */
public sealed interface Statement {
    Source source();

    StatementKind kind();

    default RepoRecord record() {
        return source().record();
    }

    /** The request it belongs to, where the record itself names it. */
    default Optional<StrongRef> request() {
        return Optional.empty();
    }

    /** The record it answers: a bid its request, an acceptance its bid, a receipt its acceptance, an event its receipt. */
    default Optional<StrongRef> subject() {
        return Optional.empty();
    }

    /** The machine that is asked for. Sizes as they are written; empty where they are left out. */
    record Machine(
            Source source,
            int cpus,
            String mem,
            String disk,
            String network,
            String country,
            String region,
            String role)
            implements Statement {
        @Override
        public StatementKind kind() {
            return StatementKind.MACHINE;
        }
    }

    /** A request for proposals; with the machine in it where the dialect has no record of its own for that. */
    record Request(
            Source source,
            Optional<StrongRef> payload,
            Optional<Machine> machine,
            Optional<String> submitBid,
            List<StrongRef> policies)
            implements Statement {
        public Request {
            policies = List.copyOf(policies);
        }

        @Override
        public StatementKind kind() {
            return StatementKind.REQUEST;
        }
    }

    /** What a bid costs. */
    record Price(
            Source source, Optional<BigDecimal> cost, String currency, String frequency, boolean prepay, String url)
            implements Statement {
        @Override
        public StatementKind kind() {
            return StatementKind.PRICE;
        }
    }

    /** An offer; with the price in it where the dialect has no record of its own for that. */
    record Bid(
            Source source,
            Optional<StrongRef> request,
            Optional<StrongRef> payload,
            Optional<Price> price,
            Optional<StrongRef> config,
            Optional<String> submitAccept)
            implements Statement {
        @Override
        public StatementKind kind() {
            return StatementKind.BID;
        }

        @Override
        public Optional<StrongRef> subject() {
            return request;
        }
    }

    /** The requester agrees to pay what a bid asks, or shows that it has. */
    record Payment(Source source, Optional<StrongRef> bid, Optional<StrongRef> payload, String transaction)
            implements Statement {
        @Override
        public StatementKind kind() {
            return StatementKind.PAYMENT;
        }

        @Override
        public Optional<StrongRef> subject() {
            return bid;
        }
    }

    /** The provider says that a payment has come. */
    record PaymentReceipt(Source source, Optional<StrongRef> payment, String binding) implements Statement {
        @Override
        public StatementKind kind() {
            return StatementKind.PAYMENT_RECEIPT;
        }

        @Override
        public Optional<StrongRef> subject() {
            return payment;
        }
    }

    /** The requester takes a bid. */
    record Acceptance(
            Source source,
            Optional<StrongRef> request,
            Optional<StrongRef> bid,
            Optional<StrongRef> payment,
            Optional<String> submitEvent)
            implements Statement {
        @Override
        public StatementKind kind() {
            return StatementKind.ACCEPTANCE;
        }

        @Override
        public Optional<StrongRef> subject() {
            return bid;
        }
    }

    /** The provider says that it delivers. The first dialects name no acceptance, only the bid. */
    record Receipt(
            Source source,
            Optional<StrongRef> request,
            Optional<StrongRef> bid,
            Optional<StrongRef> acceptance,
            String binding,
            String address)
            implements Statement {
        @Override
        public StatementKind kind() {
            return StatementKind.RECEIPT;
        }

        @Override
        public Optional<StrongRef> subject() {
            return acceptance.or(() -> bid);
        }
    }

    /** Something happened under a receipt. */
    record Event(Source source, Optional<StrongRef> receipt, Optional<StrongRef> payload) implements Statement {
        @Override
        public StatementKind kind() {
            return StatementKind.EVENT;
        }

        @Override
        public Optional<StrongRef> subject() {
            return receipt;
        }
    }

    /** What it was that happened. */
    record Happening(Source source, String what, String detail) implements Statement {
        @Override
        public StatementKind kind() {
            return StatementKind.HAPPENING;
        }
    }
}
