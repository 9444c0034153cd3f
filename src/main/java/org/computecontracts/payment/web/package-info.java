/** Our facilitator over HTTP. */
@NullMarked
package org.computecontracts.payment.web;

import org.jspecify.annotations.NullMarked;
