package dev.stillpoint.control.port;

import dev.stillpoint.block.BlockFault;
import java.util.Set;

/**
 * Lets clients in and out. Control says which names exist; whoever serves a protocol implements
 * this. Thread-safe.
 */
public interface ExportGate {
  /**
   * How an export ends. Either way nothing that was answered is lost and nothing later is applied.
   */
  enum Withdrawal {
    /**
     * Completes what was received, makes it durable, answers later requests with a shutdown error,
     * closes.
     */
    GRACEFUL,
    /** Closes at once. */
    IMMEDIATE
  }

  /**
   * Makes a name open to clients; when this returns it can be opened. Publishing a name again
   * changes what clients are told that come later, and how fast a disk may be for all; nobody is
   * sent away.
   */
  void publish(String name, ExportTarget target) throws BlockFault;

  /**
   * Keeps a name closed, which is not published, and tells whoever asks for it why, until it is
   * published or withdrawn. It is none of {@link #names}.
   */
  void bar(String name, String why);

  /**
   * Ends an export and fences every connection to it before it returns. A name that is not
   * published is no error.
   *
   * @throws BlockFault what was answered could not be made durable; the export is gone nonetheless
   */
  void withdraw(String name, Withdrawal mode) throws BlockFault;

  /**
   * Ends and fences every connection that asked for this name, as a withdrawal does; the name stays
   * open, and whoever comes again is let in.
   */
  void cut(String name, Withdrawal mode) throws BlockFault;

  /** Every published name. */
  Set<String> names();
}
