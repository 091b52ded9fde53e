/** Parts that the answers of several actions on users, groups, roles and policies share. */
package dev.stillpoint.api.ram.shape;
