package dev.stillpoint.control.request;

/**
 * Which part of a list a describe answers. Two styles: by token when {@code maxResults} or a
 * non-empty {@code nextToken} is given, by page otherwise. All components may be null; figures out
 * of range are brought into it as the cloud does.
 *
 * @param pageNumber from 1
 * @param pageSize 1 to 100
 * @param maxResults the most items to answer
 * @param nextToken from the answer before
 */
public record Paging(Integer pageNumber, Integer pageSize, Integer maxResults, String nextToken) {
  /** First page, default size. */
  public static final Paging FIRST = new Paging(null, null, null, null);

  /** True when the caller pages by token. */
  public boolean byToken() {
    return maxResults != null || (nextToken != null && !nextToken.isEmpty());
  }
}
