package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.request.PageShown;
import java.util.List;

/** Which part of a list that is at hand is asked for; figures out of range are brought into it. */
record NumberedPage(Integer pageNumber, Integer pageSize) {
  private static final int SIZE_DEFAULT = 10;
  private static final int SIZE_MAX = 100;

  <T> List<T> of(List<T> all) {
    return all.stream().skip((number() - 1L) * size()).limit(size()).toList();
  }

  PageShown shown(List<?> all) {
    return new PageShown(all.size(), number(), size());
  }

  private int number() {
    return Math.max(pageNumber == null ? 1 : pageNumber, 1);
  }

  private int size() {
    return Math.clamp(pageSize == null ? SIZE_DEFAULT : pageSize, 1, SIZE_MAX);
  }
}
