package org.computecontracts.kernel.limits;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The injected clock as caches and buckets read it. It is asked for late: a bean has it after its fields. */
record ClockReading(Supplier<Clock> clock) implements Ticker, TimeMeter {
    @Override
    public long read() {
        var now = clock.get().instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public long currentTimeNanos() {
        return read();
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
