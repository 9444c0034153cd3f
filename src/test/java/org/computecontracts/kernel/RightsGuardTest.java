package org.computecontracts.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class RightsGuardTest {
    private final RightsGuard guard = new RightsGuard();

    /** Looks, and one thing more. */
    @Needs
    static class Page {
        void look() {}

        @Needs(Right.BUY)
        void buy() {}
    }

    @Test
    void theRightOfTheMethodCountsBeforeThatOfTheClass() throws Exception {
        guard.current = new CurrentTenant();
        guard.current.set(TenantId.random(), Role.AUDITOR.rights());
        assertThat(guard.check(call("look"))).isEqualTo("done");
        refuses(KernelProblem.RIGHT_MISSING, "buy");

        guard.current.set(TenantId.random(), Role.BUYER.rights());
        assertThat(guard.check(call("buy"))).isEqualTo("done");
    }

    @Test
    void whoIsNotSignedInHasNoRight() {
        guard.current = new CurrentTenant();

        refuses(KernelProblem.NOT_SIGNED_IN, "look");
        refuses(KernelProblem.NOT_SIGNED_IN, "buy");
    }

    @Test
    void eachRoleHasItsSideAndOwnersHaveBoth() {
        assertThat(Role.BUYER.rights()).containsExactlyInAnyOrder(Right.READ, Right.BUY);
        assertThat(Role.OPERATOR.rights()).containsExactlyInAnyOrder(Right.READ, Right.OPERATE);
        assertThat(Role.AUDITOR.rights()).containsExactly(Right.READ);
        assertThat(Role.OWNER.rights()).containsExactlyInAnyOrder(Right.values());
    }

    private void refuses(ProblemType type, String method) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> guard.check(call(method)))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(type));
    }

    private static InvocationContext call(String name) throws NoSuchMethodException {
        Method method = Page.class.getDeclaredMethod(name);
        return (InvocationContext) Proxy.newProxyInstance(
                InvocationContext.class.getClassLoader(),
                new Class<?>[] {InvocationContext.class},
                (proxy, called, arguments) -> called.getName().equals("getMethod") ? method : "done");
    }
}
