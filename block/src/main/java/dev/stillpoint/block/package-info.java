/**
 * The narrow waist of the house: what a block engine promises and what everybody above may ask of
 * it.
 *
 * <p>An engine knows volumes (live disks), images (frozen maps) and groups (images that were frozen
 * at one instant). It knows nothing of instances, accounts, HTTP or NBD. This package holds
 * interfaces, identities and faults only; it depends on nothing but the JDK.
 */
package dev.stillpoint.block;
