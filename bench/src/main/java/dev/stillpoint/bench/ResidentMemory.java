package dev.stillpoint.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a process occupies of the machine's memory, as Linux tells it.
 *
 * @param nowMib its resident set
 * @param peakMib the largest that it ever had
 */
public record ResidentMemory(int nowMib, int peakMib) {
  private static final int KIB_OF_A_MIB = 1024;

  /** Of a running process. */
  public static ResidentMemory of(long pid) throws CannotMeasure {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return parse(Files.readAllLines(status));
    } catch (IOException e) {
      throw new CannotMeasure("the server's memory cannot be read: " + e.getMessage(), e);
    }
  }

  /** From the lines of {@code /proc/PID/status}. */
  static ResidentMemory parse(List<String> lines) throws CannotMeasure {
    OptionalInt now = mib(lines, "VmRSS:");
    OptionalInt peak = mib(lines, "VmHWM:");
    if (now.isEmpty() || peak.isEmpty()) {
      throw new CannotMeasure("the system does not tell how much memory a process occupies");
    }
    return new ResidentMemory(now.getAsInt(), peak.getAsInt());
  }

  private static OptionalInt mib(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name) && line.endsWith("kB"))
        .map(line -> line.substring(name.length(), line.length() - 2).strip())
        .mapToLong(Long::parseLong)
        .mapToInt(kib -> (int) Math.ceilDiv(kib, KIB_OF_A_MIB))
        .findFirst();
  }
}
