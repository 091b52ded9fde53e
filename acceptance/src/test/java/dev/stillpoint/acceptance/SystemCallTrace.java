package dev.stillpoint.acceptance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What strace saw of a process, as calls with a begin and an end. Both are places in its output:
 * strace reports a call's begin before the kernel does it and its end after, in the order in which
 * it met them, so what one thread did because of another stands behind it.
 */
final class SystemCallTrace {
  private static final Pattern LINE = Pattern.compile("(\\d+)\\s+[\\d.]+\\s+(.*)", Pattern.DOTALL);
  private static final Pattern RESUMED =
      Pattern.compile("<\\.\\.\\. (\\w+) resumed>(.*)", Pattern.DOTALL);
  private static final Pattern BEGUN = Pattern.compile("(\\w+)\\((.*)", Pattern.DOTALL);
  private static final Pattern RESULT = Pattern.compile(".*\\)\\s+= (-?\\d+).*", Pattern.DOTALL);
  private static final Pattern FIRST_FILE = Pattern.compile("\\d+<([^>]*)>");
  private static final String UNFINISHED = " <unfinished ...>";

  /**
   * A call that succeeded.
   *
   * @param text its arguments as strace prints them
   * @param begin place in the trace at which it was entered
   * @param end place at which it had returned, greater than or equal to {@code begin}
   */
  record Call(String name, String text, int begin, int end) {
    /**
     * The file that the first argument names, as {@code strace -yy} tells it; of a socket the
     * begin, which no other has; empty if none.
     */
    String file() {
      Matcher first = FIRST_FILE.matcher(text);
      return first.lookingAt() ? first.group(1) : "";
    }
  }

  private final List<Call> calls = new ArrayList<>();

  /** Reads the output of {@code strace -f -ttt -y -o}. */
  static SystemCallTrace parse(List<String> lines) {
    SystemCallTrace trace = new SystemCallTrace();
    Map<String, Call> open = new HashMap<>();
    for (int place = 0; place < lines.size(); place++) {
      Matcher line = LINE.matcher(lines.get(place));
      if (line.matches()) {
        trace.take(open, line.group(1), line.group(2), place);
      }
    }
    return trace;
  }

  private void take(Map<String, Call> open, String thread, String text, int place) {
    Matcher resumed = RESUMED.matcher(text);
    Matcher begun = BEGUN.matcher(text);
    if (resumed.matches()) {
      Call call = open.remove(thread);
      if (call != null && call.name().equals(resumed.group(1))) {
        finish(call.name(), call.text() + resumed.group(2), call.begin(), place);
      }
    } else if (begun.matches() && text.endsWith(UNFINISHED)) {
      String arguments = begun.group(2).substring(0, begun.group(2).length() - UNFINISHED.length());
      open.put(thread, new Call(begun.group(1), arguments, place, place));
    } else if (begun.matches()) {
      finish(begun.group(1), begun.group(2), place, place);
    }
  }

  private void finish(String name, String text, int begin, int end) {
    Matcher result = RESULT.matcher(text);
    if (result.matches() && !result.group(1).startsWith("-")) {
      calls.add(new Call(name, text, begin, end));
    }
  }

  List<Call> calls() {
    return calls;
  }

  /** The first call after a place of which something holds. */
  Optional<Call> first(int after, Predicate<Call> condition) {
    return calls.stream().filter(call -> call.begin() > after).filter(condition).findFirst();
  }

  /**
   * Whether bytes were on stable storage before an answer was sent: a write to a segment that
   * contains them had returned before a sync of the same file was entered, and that had returned
   * before the answer's call was entered.
   *
   * @param mark text that occurs in the bytes and nowhere else
   */
  boolean durableBefore(String mark, Call answer) {
    return calls.stream()
        .filter(call -> call.name().equals("pwrite64"))
        .filter(call -> call.file().contains("/segment-") && call.text().contains(mark))
        .anyMatch(write ->
            calls.stream()
                .filter(call -> call.name().equals("fdatasync"))
                .filter(call -> call.file().equals(write.file()))
                .anyMatch(sync -> write.end() < sync.begin() && sync.end() < answer.begin()));
  }
}
