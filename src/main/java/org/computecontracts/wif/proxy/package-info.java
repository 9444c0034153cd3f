/**
 * The reverse proxy through which workloads write into their requester's repository, and the rights that let them.
 */
@NullMarked
package org.computecontracts.wif.proxy;

import org.jspecify.annotations.NullMarked;
