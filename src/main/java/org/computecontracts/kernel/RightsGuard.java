package org.computecontracts.kernel;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

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
        var onMethod = method.getAnnotation(Needs.class);
        var needs = onMethod == null ? method.getDeclaringClass().getAnnotation(Needs.class) : onMethod;
        current.require(needs == null ? Right.MANAGE : needs.value());
        return call.proceed();
    }
}
