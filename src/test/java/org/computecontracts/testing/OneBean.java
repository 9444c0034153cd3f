package org.computecontracts.testing;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.Iterator;
import java.util.List;

/** An injection point that one bean answers. */
public record OneBean<T>(T bean) implements Instance<T> {
    @Override
    public T get() {
        return bean;
    }

    @Override
    public Iterator<T> iterator() {
        return List.of(bean).iterator();
    }

    @Override
    public boolean isUnsatisfied() {
        return false;
    }

    @Override
    public boolean isAmbiguous() {
        return false;
    }

    @Override
    public Instance<T> select(Annotation... qualifiers) {
        throw new AssertionError("not expected: what a container does");
    }

    @Override
    public <U extends T> Instance<U> select(Class<U> subtype, Annotation... qualifiers) {
        throw new AssertionError("not expected: what a container does");
    }

    @Override
    public <U extends T> Instance<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
        throw new AssertionError("not expected: what a container does");
    }

    @Override
    public void destroy(T instance) {
        throw new AssertionError("not expected: what a container does");
    }

    @Override
    public Handle<T> getHandle() {
        throw new AssertionError("not expected: what a container does");
    }

    @Override
    public Iterable<? extends Handle<T>> handles() {
        throw new AssertionError("not expected: what a container does");
    }
}
