/**
 * What the AT Protocol network says: the records of every repository that matters, each proved by its repository's signed
 * commit. A view: it may be dropped and read anew.
 *
 * <p>Always: the cursor of a host is stored with what it brought, in one transaction; a record counts only when its
 * repository's signature covers it; a gap or a lie ends in reading the repository anew, never in a silent hole.
 *
 * <p>Not here: what the records mean (market), whom to believe (trust).
 */
@AppModule(
        mayUse = "atproto",
        exports = {"host", "view"})
@NullMarked
package org.computecontracts.network;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;
