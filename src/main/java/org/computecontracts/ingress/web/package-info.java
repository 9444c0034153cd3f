/** What ingress publishes over HTTP: its certificate, its SSH host keys, and which names it serves. */
@NullMarked
package org.computecontracts.ingress.web;

import org.jspecify.annotations.NullMarked;
