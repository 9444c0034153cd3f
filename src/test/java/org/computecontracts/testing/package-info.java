/** What tests of several modules share: a real PostgreSQL, and a whole portal under test. */
@NullMarked
package org.computecontracts.testing;

import org.jspecify.annotations.NullMarked;
