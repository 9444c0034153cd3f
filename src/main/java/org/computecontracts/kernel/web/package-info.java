/** How refusals and JSON look at every HTTP edge: RFC 9457 problem details, one Jackson configuration. */
@NullMarked
package org.computecontracts.kernel.web;

import org.jspecify.annotations.NullMarked;
