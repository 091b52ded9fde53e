/** Regions and zones: labels that a deployment has, and nothing more. */
package dev.stillpoint.control.region;
