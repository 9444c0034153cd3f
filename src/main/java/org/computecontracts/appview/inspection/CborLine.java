package org.computecontracts.appview.inspection;

/**
 * One value of a record's bytes.
 *
 * @param depth how deep it lies
 * @param hex its first bytes
 * @param meaning what they say
 */
public record CborLine(int offset, int depth, String hex, String meaning) {}
