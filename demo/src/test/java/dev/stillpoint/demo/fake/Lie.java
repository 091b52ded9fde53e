package dev.stillpoint.demo.fake;

/** What a fake server gets wrong on purpose. */
public enum Lie {
  /** A group copies its disks one after another while writes go on. */
  MIXED_GROUPS,
  /** A rollback keeps an abandoned present of which one byte differs. */
  FORGETFUL_UNDO,
  /** After a restart one disk has lost its newest writes. */
  LOST_WRITES,
  /** After a restart one snapshot of the first group differs in one byte. */
  CHANGED_SNAPSHOT
}
