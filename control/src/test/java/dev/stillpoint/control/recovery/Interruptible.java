package dev.stillpoint.control.recovery;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.recovery.CrashAtEveryStepTest.Scene;

/** An operation that dies at every step that it passes, and what must hold afterwards. */
interface Interruptible {
  /** Makes ready what the operation needs. */
  default void prepare(Scene scene) throws Refusal {}

  /** Does it, or does it again after the crash. */
  void run(Scene scene) throws Refusal;

  /** What must hold once it was repeated. */
  void holds(Scene scene) throws Refusal;
}
