/** Hostile workloads and hostile visitors beside honest ones at the front: {@code ./portal fuzz front}. */
@NullMarked
package org.computecontracts.ingress.fuzz;

import org.jspecify.annotations.NullMarked;
