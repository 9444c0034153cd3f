package org.computecontracts.atproto.xrpc;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.computecontracts.kernel.limits.Attempt;

/**
 * What one caller has spent within a window of time, and how much it may.
 *
 * @param most 0 for no limit
 */
public record Allowance(int most, Duration window, Instant since, int spent) {
    /** What an attempt left; more is spent than there is when it was refused. */
    public static Allowance of(Attempt attempt) {
        var quota = attempt.quota();
        return new Allowance(
                quota.most(),
                quota.window(),
                attempt.reset().minus(quota.window()),
                attempt.granted() ? quota.most() - attempt.left() : quota.most() + 1);
    }

    /** After spending; RateLimitExceeded when there is not enough left. */
    public Allowance spend(int points, Instant now) {
        var current = isOver(now) ? new Allowance(most, window, now, 0) : this;
        var next = new Allowance(most, window, current.since, current.spent + points);
        if (next.isExceeded()) {
            throw current.exceeded();
        }
        return next;
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(since.plus(window));
    }

    public XrpcError exceeded() {
        return new XrpcError(429, "RateLimitExceeded", "Rate Limit Exceeded", headers());
    }

    public boolean isExceeded() {
        return most > 0 && spent > most;
    }

    /** Negative when too much is spent. */
    private int room() {
        return most == 0 ? Integer.MAX_VALUE : most - spent;
    }

    public int left() {
        return Math.max(0, room());
    }

    /** As the reference implementation tells it (draft-ietf-httpapi-ratelimit-headers). */
    public Map<String, String> headers() {
        if (most == 0) {
            return Map.of();
        }
        var headers = new LinkedHashMap<String, String>();
        headers.put("RateLimit-Limit", String.valueOf(most));
        headers.put("RateLimit-Remaining", String.valueOf(left()));
        headers.put("RateLimit-Reset", String.valueOf(since.plus(window).getEpochSecond()));
        headers.put("RateLimit-Policy", most + ";w=" + window.toSeconds());
        return headers;
    }

    /** The one that will be used up first. */
    public static Allowance tighter(Allowance one, Allowance other) {
        return one.room() <= other.room() ? one : other;
    }
}
