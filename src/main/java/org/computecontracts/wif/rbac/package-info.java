/**
 * What RBAC records let a workload do, judged request by request.
 */
@NullMarked
package org.computecontracts.wif.rbac;

import org.jspecify.annotations.NullMarked;
