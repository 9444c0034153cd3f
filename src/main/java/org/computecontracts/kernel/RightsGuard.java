package org.computecontracts.kernel;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Optional;

/** Stands before everything that {@link Needs} a right. */
@Interceptor
@Needs
@Priority(Interceptor.Priority.APPLICATION)
public class RightsGuard implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    @SuppressWarnings("serial") // a proxy, which can be kept with the beans of pages
    CurrentTenant current;

    @AroundInvoke
    public Object check(InvocationContext call) throws Exception {
        var method = call.getMethod();
        current.require(rightFor(method.getDeclaringClass(), method).orElse(Right.MANAGE));
        return call.proceed();
    }

    /** What the method takes; empty where that is nothing. */
    public static Optional<Right> rightFor(Class<?> type, Method method) {
        return Optional.ofNullable(method.getAnnotation(Needs.class))
                .or(() -> Optional.ofNullable(type.getAnnotation(Needs.class)))
                .map(Needs::value);
    }
}
