package dev.stillpoint.simulator;

/** The kinds of records, as far as the world must tell them apart. */
enum RecordKind {
  WRITE,
  ZERO,
  CREATE_VOLUME,
  CLONE_VOLUME,
  RESIZE,
  DELETE_VOLUME,
  FREEZE,
  ROLL_BACK,
  DELETE_IMAGES,
  /** Changes nothing that can be seen: the cleaner moved blocks, or the engine keeps its books. */
  INVISIBLE
}
