/** The story of the project played against a whole portal, and what must hold when it goes wrong. */
@NullMarked
package org.computecontracts.story;

import org.jspecify.annotations.NullMarked;
