/** How fast visitors reach a workload, beside a web server and an SSH server that do the same. */
@NullMarked
package org.computecontracts.bench.ingress;

import org.jspecify.annotations.NullMarked;
