package org.computecontracts.appview;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.jspecify.annotations.Nullable;

/** One row of a native query, read from left to right. */
public final class Columns {
    private final @Nullable Object[] values;
    private int next;

    public Columns(@Nullable Object[] values) {
        this.values = values;
    }

    private @Nullable Object take() {
        return values[next++];
    }

    public String text() {
        return String.valueOf(take());
    }

    public Optional<String> optionalText() {
        return Optional.ofNullable(take()).map(Object::toString);
    }

    public int number() {
        return take() instanceof Number number ? number.intValue() : 0;
    }

    boolean flag() {
        return Boolean.TRUE.equals(take());
    }

    public StrongRef ref() {
        return new StrongRef(new AtUri(text()), new Cid(text()));
    }

    Optional<StrongRef> optionalRef() {
        var uri = take();
        var cid = take();
        return uri == null || cid == null
                ? Optional.empty()
                : Optional.of(new StrongRef(new AtUri(uri.toString()), new Cid(cid.toString())));
    }

    public Optional<Instant> optionalInstant() {
        return switch (take()) {
            case null -> Optional.empty();
            case Instant instant -> Optional.of(instant);
            case OffsetDateTime time -> Optional.of(time.toInstant());
            case Date date -> Optional.of(date.toInstant());
            case Object other -> throw new IllegalStateException("Not a time: " + other.getClass());
        };
    }

    public Instant instant() {
        return optionalInstant().orElseThrow();
    }
}
