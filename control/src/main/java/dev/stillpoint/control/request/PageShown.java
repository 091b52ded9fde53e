package dev.stillpoint.control.request;

/**
 * The members of an answer that tell which part of a list it is.
 *
 * @param totalCount how many match on all pages
 * @param pageNumber the page answered
 * @param pageSize the size in force
 */
public record PageShown(long totalCount, int pageNumber, int pageSize) {
  /** Those of a listing. */
  public static PageShown of(Listing<?> listing) {
    return new PageShown(listing.totalCount(), listing.pageNumber(), listing.pageSize());
  }
}
