/**
 * The cloud server API, version 2014-05-26: one class per action, named as the action. Each reads
 * its parameters, asks one door of the control room and shapes the answer; the rules are control's.
 *
 * <p>Tags are {@code Key} and {@code Value} in requests and in the list of groups, {@code TagKey}
 * and {@code TagValue} in every other answer. Members of an answer that have no feature behind them
 * are left out, unless clients are known to read them.
 */
package dev.stillpoint.api.ecs;
