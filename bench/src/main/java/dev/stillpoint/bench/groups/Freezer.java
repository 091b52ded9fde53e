package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.CannotMeasure;

/** Whoever can freeze a fixed set of disks at one instant. For one thread. */
interface Freezer {
  /** Does what may be done before the call and belongs to no window. */
  void prepare() throws CannotMeasure, InterruptedException;

  /** Makes one group; it is durable on return. */
  void freeze() throws CannotMeasure, InterruptedException;
}
