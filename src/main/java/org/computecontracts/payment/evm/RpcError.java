package org.computecontracts.payment.evm;

/** The node understood and said no: a reverted call, a transaction it does not take. */
public record RpcError(int code, String message) {}
