package org.computecontracts.portal;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.Open;
import org.computecontracts.payment.chain.PaymentSettings;

/** How values look on every page: money, times, sizes and the short forms of long names. */
@Named
@Open("only words")
@ApplicationScoped
public class Show {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int END = 4;

    @Inject
    PaymentSettings money;

    @Inject
    Identities identities;

    @Inject
    Clock clock;

    /** At least two decimals, more only where they say something. */
    public String money(BigDecimal amount, String currency) {
        var plain = amount.stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString() + " " + currency;
    }

    /** What a stranger's record says it costs. */
    public String price(JsonNode price) {
        var cost = price.path("cost").asText("");
        if (cost.isEmpty()) {
            return "no amount";
        }
        var amount = new BigDecimal(cost);
        return amount.signum() == 0
                ? "free"
                : (money(amount, price.path("currency").asText("")) + " "
                                + price.path("frequency").asText(""))
                        .strip();
    }

    /** An amount of the ledger, which counts in the token's smallest unit. */
    public String paid(BigInteger atomic) {
        return money(money.inUnits(atomic), money.currency());
    }

    public String getCurrency() {
        return money.currency();
    }

    public String utc(Instant at) {
        return UTC.format(at);
    }

    public String shortUri(AtUri uri) {
        var collection = uri.collection().value();
        var name = collection.substring(collection.lastIndexOf('.', collection.lastIndexOf('.') - 1) + 1);
        return name + "/" + (uri.rkey().length() > 16 ? middle(uri.rkey()) : uri.rkey());
    }

    public String shortCid(Cid cid) {
        return middle(cid.value());
    }

    public String shortDid(Did did) {
        return did.value().length() > 20 ? did.value().substring(0, 14) + "…" + end(did.value()) : did.value();
    }

    public String shortHash(String hash) {
        return hash.length() > 14 ? hash.substring(0, 6) + "…" + end(hash) : hash;
    }

    private static String middle(String text) {
        return text.substring(0, 8) + "…" + end(text);
    }

    private static String end(String text) {
        return text.substring(text.length() - END);
    }

    public String handle(Did did) {
        return identities.handleOf(did);
    }

    public String ago(Instant at) {
        return elapsed(at, clock.instant()) + " ago";
    }

    /** As exact as one can take in: hundredths under ten seconds, then coarser and coarser. */
    public String elapsed(Instant from, Instant to) {
        var time = Duration.between(from, to);
        var seconds = Math.max(time.toMillis(), 0) / 1000.0;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        } else if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        } else if (time.toHours() < 1) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        } else if (time.toDays() < 1) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toDays() + " d " + time.toHoursPart() + " h";
    }

    public String bytes(long count) {
        if (count < 1000) {
            return count + " B";
        }
        var value = (double) count;
        for (var unit : new String[] {"kB", "MB", "GB"}) {
            value /= 1000;
            if (value < 1000) {
                return String.format(Locale.ROOT, "%.1f %s", value, unit);
            }
        }
        return String.format(Locale.ROOT, "%.1f TB", value / 1000);
    }

    /** How large a machine is. */
    public String machine(int cpus, String mem, String disk) {
        return cpus + " cpu · " + size(mem) + " · " + size(disk);
    }

    public String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /** As the protocol writes sizes, spelled out: {@code M} and {@code G} are binary there. */
    public String size(String size) {
        return size.replaceFirst("M$", " MiB").replaceFirst("G$", " GiB").replaceFirst("T$", " TiB");
    }
}
