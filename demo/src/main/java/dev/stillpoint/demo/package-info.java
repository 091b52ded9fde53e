/** The main job on real disks: a writer across disks, groups under load, proofs. */
package dev.stillpoint.demo;
