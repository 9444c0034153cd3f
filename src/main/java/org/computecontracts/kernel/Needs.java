package org.computecontracts.kernel;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The right without which a page, a resource or one of its methods does nothing: NOT_SIGNED_IN or RIGHT_MISSING instead. On a
 * method it takes the place of what the class says.
 */
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
    @Nonbinding
    Right value() default Right.READ;
}
