/** The actions on images. */
package dev.stillpoint.api.ecs.image;
