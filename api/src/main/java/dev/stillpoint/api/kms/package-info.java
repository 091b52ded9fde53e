/**
 * The key store's actions, as far as encrypted disks need them: each takes a parsed call to the
 * control room and shapes the answer. No key is ever in an answer.
 */
package dev.stillpoint.api.kms;
