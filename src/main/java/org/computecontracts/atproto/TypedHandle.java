package org.computecontracts.atproto;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A handle that a person typed: of a {@link TypedName} that is one. */
public record TypedHandle(Handle handle) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static TypedHandle of(String typed) {
        var name = new TypedName(typed);
        if (!Handle.isValid(name.value())) {
            throw new IllegalArgumentException("\"%.100s\" is no handle, like alice.test".formatted(name));
        }
        return new TypedHandle(new Handle(name.value()));
    }
}
