package dev.stillpoint.control.port;

/**
 * What runs behind an instance. Without a hypervisor it is whoever connects to the exports, so
 * {@link #ABSENT} finishes at once. Thread-safe.
 */
public interface InstanceBody {
  /** Nothing runs; both transitions finish at once. */
  InstanceBody ABSENT =
      new InstanceBody() {
        @Override
        public void start(String instanceId) {}

        @Override
        public void stop(String instanceId, ExportGate.Withdrawal mode) {}
      };

  /** Starts the body; the exports of the instance's disks are open already. */
  void start(String instanceId);

  /** Stops the body; returns when it is gone. */
  void stop(String instanceId, ExportGate.Withdrawal mode);
}
