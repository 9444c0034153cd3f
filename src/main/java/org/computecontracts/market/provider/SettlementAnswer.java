package org.computecontracts.market.provider;

import java.util.Map;

/** What the settlement URL answers: status, the x402 headers, and a JSON body. */
public record SettlementAnswer(int status, Map<String, String> headers, String body) {}
