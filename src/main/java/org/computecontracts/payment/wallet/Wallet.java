package org.computecontracts.payment.wallet;

/** Where a tenant is paid and pays from; the key stays sealed in the database. */
public record Wallet(String address) {}
