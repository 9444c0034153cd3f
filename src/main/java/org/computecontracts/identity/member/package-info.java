/**
 * Who may look into a tenant or act for it, and the invitations to do so.
 */
@NullMarked
package org.computecontracts.identity.member;

import org.jspecify.annotations.NullMarked;
