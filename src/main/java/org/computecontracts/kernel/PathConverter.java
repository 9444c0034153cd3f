package org.computecontracts.kernel;

import java.nio.file.Path;
import org.eclipse.microprofile.config.spi.Converter;

/** Lets a setting be a {@link Path}, which MicroProfile Config cannot make by itself. */
public class PathConverter implements Converter<Path> {
    private static final long serialVersionUID = 1;

    @Override
    public Path convert(String value) {
        return Path.of(value);
    }
}
