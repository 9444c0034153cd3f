package org.computecontracts.payment.seller;

import java.util.Map;
import org.computecontracts.payment.Payment;

/** What the paywall lets through, asks for, or keeps waiting. */
public sealed interface PaywallAnswer {
    /** To be sent with the answer, whichever it is. */
    Map<String, String> headers();

    /**
     * Not paid, and no money moved for this: send it as it is.
     *
     * @param status 402; 400 for a malformed payment; 409 for one that already bought something else
     */
    record Demand(int status, Map<String, String> headers, String body) implements PaywallAnswer {
        public Demand {
            headers = Map.copyOf(headers);
        }
    }

    /** Money may have moved: 503 with {@code Retry-After}, never 402, or an honest client would pay again. */
    record Pending(Map<String, String> headers, String body) implements PaywallAnswer {
        public Pending {
            headers = Map.copyOf(headers);
        }

        public int status() {
            return 503;
        }
    }

    /** Paid: deliver, with these headers. The same accept is answered so again and again. */
    record Settled(Payment payment, Map<String, String> headers) implements PaywallAnswer {
        public Settled {
            headers = Map.copyOf(headers);
        }
    }
}
