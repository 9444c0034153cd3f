package org.computecontracts.kernel;

import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.InvocationContext;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps a timer going, as {@code @Interceptors(Steady.class)}: the server drops one for good when its method fails twice. */
public class Steady {
    private static final Logger LOG = Logger.getLogger(Steady.class.getName());

    @AroundTimeout
    @Nullable
    Object survive(InvocationContext timeout) {
        try {
            return timeout.proceed();
        } catch (Exception | LinkageError e) {
            LOG.log(
                    Level.WARNING,
                    timeout.getMethod().getDeclaringClass().getName() + " goes on with the next tick",
                    e);
            return null;
        }
    }
}
