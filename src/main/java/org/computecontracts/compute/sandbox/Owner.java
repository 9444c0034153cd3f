package org.computecontracts.compute.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Who a file in a guest's tree belongs to. */
enum Owner {
    GUEST_ROOT;

    void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", Place.FIRST_ID, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", Place.FIRST_ID, LinkOption.NOFOLLOW_LINKS);
    }
}
