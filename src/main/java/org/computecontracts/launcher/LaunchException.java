package org.computecontracts.launcher;

import org.jspecify.annotations.Nullable;

/** Why the portal cannot be started or the story cannot go on, said to the person at the terminal. */
public class LaunchException extends RuntimeException {
    public LaunchException(String message, @Nullable Object... arguments) {
        super(arguments.length == 0 ? message : message.formatted(arguments));
    }
}
