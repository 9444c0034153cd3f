/** Where requests of people and of programs get their tenant. */
@NullMarked
package org.computecontracts.identity.web;

import org.jspecify.annotations.NullMarked;
