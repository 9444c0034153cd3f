package org.computecontracts.kernel.web;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every JAX-RS application of ours adds to its own resources. Applications list their classes: nothing is scanned. */
public final class Edge {
    private static final Set<Class<?>> COMMON =
            Set.of(ProblemMapper.class, InvalidInputMapper.class, CommitMapper.class, JsonProvider.class);

    private Edge() {}

    public static Set<Class<?>> with(Class<?>... resources) {
        return Stream.concat(COMMON.stream(), Stream.of(resources)).collect(Collectors.toUnmodifiableSet());
    }
}
