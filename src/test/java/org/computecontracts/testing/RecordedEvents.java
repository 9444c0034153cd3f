package org.computecontracts.testing;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what is fired. */
public final class RecordedEvents<E> implements Event<E> {
    private final Queue<E> fired = new ConcurrentLinkedQueue<>();

    public List<E> fired() {
        return List.copyOf(fired);
    }

    public void forget() {
        fired.clear();
    }

    @Override
    public void fire(E event) {
        fired.add(event);
    }

    @Override
    public <U extends E> CompletionStage<U> fireAsync(U event) {
        fired.add(event);
        return CompletableFuture.completedFuture(event);
    }

    @Override
    public <U extends E> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
        return fireAsync(event);
    }

    @Override
    public Event<E> select(Annotation... qualifiers) {
        return this;
    }

    @Override
    public <U extends E> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
        throw new IllegalStateException("Not used here");
    }

    @Override
    public <U extends E> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
        throw new IllegalStateException("Not used here");
    }
}
