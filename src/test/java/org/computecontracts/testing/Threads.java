package org.computecontracts.testing;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;

/** Threads as the container gives them, as far as they only run what they are given. */
public final class Threads {
    private Threads() {}

    public static ManagedExecutorService of(Executor executor) {
        return (ManagedExecutorService) Proxy.newProxyInstance(
                Threads.class.getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("execute")) {
                        throw new AssertionError("not expected: " + method);
                    }
                    executor.execute((Runnable) arguments[0]);
                    return null;
                });
    }

    public static ManagedThreadFactory factory() {
        return (ManagedThreadFactory) Proxy.newProxyInstance(
                Threads.class.getClassLoader(),
                new Class<?>[] {ManagedThreadFactory.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("newThread")) {
                        throw new AssertionError("not expected: " + method);
                    }
                    return Thread.ofPlatform().daemon().unstarted((Runnable) arguments[0]);
                });
    }
}
