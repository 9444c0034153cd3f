package org.computecontracts.testing;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.isPrivate;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.not;

import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.Origin;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import net.bytebuddy.implementation.bind.annotation.This;
import org.computecontracts.kernel.work.ClaimStore;
import org.jspecify.annotations.Nullable;

/** Does for a store outside the container what the container's transaction interceptor does. Public for what Byte Buddy makes. */
public final class TransactionalStore {
    private final CurrentTransaction transaction;

    private TransactionalStore(CurrentTransaction transaction) {
        this.transaction = transaction;
    }

    static <S> S of(Class<S> type, Database database) {
        var transaction = CurrentTransaction.of(database);
        try {
            var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            var made = new ByteBuddy()
                    .subclass(type)
                    .method(isDeclaredBy(type)
                            .and(not(isStatic().or(isPrivate()).or(isSynthetic()))))
                    .intercept(MethodDelegation.to(new TransactionalStore(transaction)))
                    .make()
                    .load(type.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(lookup))
                    .getLoaded()
                    .getDeclaredConstructor();
            made.setAccessible(true);
            var store = type.cast(made.newInstance());
            for (var field : type.getDeclaredFields()) {
                inject(field, store, database);
            }
            return store;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Not a store: " + type.getName(), e);
        }
    }

    private static void inject(Field field, Object store, Database database) throws IllegalAccessException {
        field.setAccessible(true);
        if (field.getType() == EntityManager.class) {
            field.set(store, entityManager(CurrentTransaction.of(database)));
        } else if (field.getType() == DataSource.class) {
            field.set(store, database.dataSource());
        } else if (isStoreOfTheKernel(field.getType())) {
            field.set(store, of(field.getType(), database));
        }
    }

    private static boolean isStoreOfTheKernel(Class<?> type) {
        return type.getPackageName().equals(ClaimStore.class.getPackageName())
                && type.getSimpleName().endsWith("Store");
    }

    private static EntityManager entityManager(CurrentTransaction transaction) {
        return (EntityManager) Proxy.newProxyInstance(
                TransactionalStore.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(transaction.entityManager(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    /** Called by Byte Buddy for each method of the store. */
    @RuntimeType
    public @Nullable Object intercept(@This Object store, @Origin Method method, @SuperCall Callable<?> call)
            throws Exception {
        return switch (kind(method)) {
            case REQUIRED, MANDATORY -> transaction.run(em -> called(call));
            case REQUIRES_NEW -> transaction.runNew(em -> called(call));
            case SUPPORTS, NOT_SUPPORTED -> call.call(); // what takes none has its own connections
            case NEVER -> throw new IllegalStateException("Not known here: " + method);
        };
    }

    private static Transactional.TxType kind(Method method) {
        var own = method.getAnnotation(Transactional.class);
        var inherited = method.getDeclaringClass().getAnnotation(Transactional.class);
        if (own == null && inherited == null) {
            return Transactional.TxType.SUPPORTS;
        }
        return own == null ? inherited.value() : own.value();
    }

    private static @Nullable Object called(Callable<?> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
