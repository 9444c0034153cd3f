package org.computecontracts.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A module of the portal and the modules it may use, by their root packages only. {@code ArchitectureTest} checks it. */
@Target(ElementType.PACKAGE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AppModule {
    /** Names of the packages directly below {@code org.computecontracts}. The kernel need not be named. */
    String[] mayUse() default {};
}
