package dev.stillpoint.bench;

/**
 * One measurement of the API.
 *
 * @param row what was asked
 * @param snapshots how many snapshots the catalog held before
 * @param groups how many groups it held before
 * @param rate the answer
 */
record ApiFigure(ApiRow row, long snapshots, long groups, CallRate rate) {}
