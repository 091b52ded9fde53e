/** The actions on images, which are made of snapshots or of instances. */
package dev.stillpoint.api.ecs.image;
