package org.computecontracts.trust;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.computecontracts.atproto.Did;

/**
 * One bid before a policy, with the verdict on its bidder: as the variables of CEL expressions and as the words of a
 * sentence.
 *
 * <p>Prices are doubles to CEL, so that {@code cost <= 0.25} can be written. Costs of more than {@value #MOST_DIGITS}
 * significant digits are not admitted: below that, two different decimals are two different doubles.
 */
record PolicyInput(Did evaluator, BidFacts bid, Verdict verdict, BigDecimal maxPrice, Function<Did, String> names) {
    static final int MOST_DIGITS = 15;
    static final int UNKNOWN_DEPTH = 100;
    private static final int LONGEST_TEXT = 1000;
    private static final BigDecimal MOST = new BigDecimal("1000000000000");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** Why no rule can be asked; empty when all is well. */
    Optional<String> flaw() {
        if (!isPrice(bid.cost())) {
            return Optional.of("the cost is no price from 0 to " + MOST.toPlainString() + " with at most " + MOST_DIGITS
                    + " digits");
        }
        var longest = List.of(bid.currency(), bid.frequency(), bid.location()).stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        return longest <= LONGEST_TEXT ? Optional.empty() : Optional.of("one of its texts is too long");
    }

    static boolean isPrice(BigDecimal price) {
        return price.signum() >= 0
                && price.compareTo(MOST) <= 0
                && price.stripTrailingZeros().precision() <= MOST_DIGITS
                && price.stripTrailingZeros().scale() <= MOST_DIGITS;
    }

    Map<String, Object> variables() {
        return Map.ofEntries(
                Map.entry("verdict", verdict.word()),
                Map.entry("depth", (long) depth()),
                Map.entry("bidder.did", bid.bidder().value()),
                Map.entry("bidder.handle", names.apply(bid.bidder())),
                Map.entry("cost", bid.cost().doubleValue()),
                Map.entry("maxPrice", maxPrice.doubleValue()),
                Map.entry("currency", bid.currency()),
                Map.entry("frequency", bid.frequency()),
                Map.entry("prepay", bid.prepay()),
                Map.entry("cpus", (long) bid.cpus()),
                Map.entry("location", bid.location()));
    }

    private int depth() {
        return switch (verdict) {
            case Verdict.Vouched vouched -> vouched.path().size() - 1;
            case Verdict.Denounced denounced -> denounced.path().size() - 1;
            case Verdict.Unknown unknown -> UNKNOWN_DEPTH;
        };
    }

    Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        words.put("judgement", judgement());
        words.put("bidder", names.apply(bid.bidder()));
        words.put("verdict", verdict.word());
        words.put("price", plain(bid.cost()) + " " + bid.currency() + " " + bid.frequency());
        words.put("cost", plain(bid.cost()));
        words.put("currency", bid.currency());
        words.put("frequency", bid.frequency());
        words.put("maxPrice", plain(maxPrice));
        words.put("cpus", Integer.toString(bid.cpus()));
        words.put("location", bid.location());
        return words;
    }

    private String judgement() {
        return switch (verdict) {
            case Verdict.Vouched v
            when v.by().equals(evaluator)
                    && v.at().equals(Instant.EPOCH)
                    && v.reason().isEmpty() -> names.apply(bid.bidder()) + " is your own account";
            case Verdict.Vouched v -> judgement("vouched for", v.by(), v.path(), v.at(), v.reason());
            case Verdict.Denounced d -> judgement("denounced", d.by(), d.path(), d.at(), d.reason());
            case Verdict.Unknown unknown -> "Nobody you trust vouches for " + names.apply(bid.bidder());
        };
    }

    private String judgement(String verb, Did by, List<Did> path, Instant at, String reason) {
        var who = by.equals(evaluator) ? "You" : names.apply(by);
        var judged = path.get(path.indexOf(by) + 1);
        var runs = judged.equals(bid.bidder()) ? "" : ", who runs " + names.apply(bid.bidder());
        var when = at.equals(Instant.EPOCH) ? "" : " on " + DATE.format(at);
        var why = reason.isEmpty() ? "" : ": " + reason.replaceAll("[.\\s]+$", "");
        return who + " " + verb + " " + names.apply(judged) + runs + when + why;
    }

    private static String plain(BigDecimal price) {
        return price.stripTrailingZeros().toPlainString();
    }
}
