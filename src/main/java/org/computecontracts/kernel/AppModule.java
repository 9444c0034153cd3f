package org.computecontracts.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A module of the portal, the modules it may use, and what others may use of it. {@code ArchitectureTest} checks it. */
@Target(ElementType.PACKAGE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AppModule {
    /** Names of the packages directly below {@code org.computecontracts}. The kernel need not be named. */
    String[] mayUse() default {};

    /** Names of the packages directly below the module's own that others may use, besides its own. */
    String[] exports() default {};
}
