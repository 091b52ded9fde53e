/**
 * The API's actions as the demonstration calls them: each call signed, each asynchronous action
 * awaited by describing.
 *
 * <p>Writing calls are signed with V3 and describing calls with V1, so that a run uses both. Knows
 * the API only; bytes of disks never pass here.
 */
package dev.stillpoint.demo.cloud;
