package dev.stillpoint.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.catalog.SequenceTable.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog promises, whatever keeps its rows. */
abstract class CatalogContract {
  protected Catalog catalog;

  /** Opens the catalog, the same one each time. */
  protected abstract Catalog open() throws CatalogFault;

  @BeforeEach
  void begin() throws CatalogFault {
    catalog = open();
    write(tables -> tables.accounts().add(Rows.ACCOUNT, 1));
  }

  @AfterEach
  void end() {
    catalog.close();
  }

  /** Work that answers nothing. */
  @FunctionalInterface
  protected interface Change {
    void in(Tables tables);
  }

  protected void write(Change change) {
    catalog.write(tables -> {
      change.in(tables);
      return tables;
    });
  }

  protected <T> T read(Catalog.Work<T, RuntimeException> work) {
    return catalog.read(work);
  }

  private <T> Optional<T> one(Catalog.Work<Optional<T>, RuntimeException> work) {
    return read(work);
  }

  private <T> List<T> many(Catalog.Work<List<T>, RuntimeException> work) {
    return read(work);
  }

  private Map<String, List<TagRow>> labels(
      Catalog.Work<Map<String, List<TagRow>>, RuntimeException> work) {
    return read(work);
  }

  @Test
  void whatIsWrittenIsThereAfterItWasOpenedAgain() throws Exception {
    InstanceRow instance = Rows.instance("i-1", "web", 5);
    DiskRow disk = Rows.disk("d-1", 1, "i-1", 6);
    GroupRow group = Rows.group("ssg-1", 1, 7);
    SnapshotRow snapshot = Rows.snapshot("s-1", 1, "ssg-1", "d-1", 8);
    AccessKeyRow key = new AccessKeyRow("LTAI1", Rows.ACCOUNT, "secret", true, 2);
    write(tables -> {
      tables.instances().add(instance);
      tables.disks().add(disk);
      tables.groups().add(group);
      tables.snapshots().add(snapshot);
      tables.accounts().addKey(key);
      tables.tags().put(new TagRow("d-1", "k", "v"));
    });
    catalog.close();
    catalog = open();
    assertThat(one(t -> t.instances().find("i-1"))).contains(instance);
    assertThat(one(t -> t.disks().find("d-1"))).contains(disk);
    assertThat(one(t -> t.groups().find("ssg-1"))).contains(group);
    assertThat(one(t -> t.snapshots().find("s-1"))).contains(snapshot);
    assertThat(one(t -> t.accounts().key("LTAI1"))).contains(key);
    assertThat(labels(t -> t.tags().of(List.of("d-1", "d-2"))))
        .containsOnlyKeys("d-1")
        .containsEntry("d-1", List.of(new TagRow("d-1", "k", "v")));
    assertThat(key.toString()).doesNotContain("secret");
  }

  @Test
  void aTransactionThatThrowsChangesNothing() {
    assertThatThrownBy(() ->
            catalog.write(tables -> {
              tables.disks().add(Rows.disk("d-1", 1, null, 1));
              throw new IOException("no");
            }))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() ->
            catalog.write(tables -> {
              tables.disks().add(Rows.disk("d-1", 1, null, 1));
              throw new AssertionError("not even an error");
            }))
        .isInstanceOf(AssertionError.class);
    assertThat(many(t -> t.disks().all())).isEmpty();
  }

  @Test
  void aRowThatWouldBreakAConstraintIsRefused() {
    assertThatThrownBy(() -> write(t -> t.disks().add(Rows.disk("d-1", 1, "i-nobody", 1))))
        .isInstanceOf(CatalogFailure.class);
    write(t -> t.disks().add(Rows.disk("d-1", 1, null, 1)));
    assertThatThrownBy(() -> write(t -> t.disks().add(Rows.disk("d-2", 1, null, 1))))
        .as("a volume has one disk")
        .isInstanceOf(CatalogFailure.class);
    assertThat(many(t -> t.disks().all())).hasSize(1);
  }

  @Test
  void aReaderCannotWrite() {
    assertThatThrownBy(() -> read(t -> t.sequences().next(Sequence.VOLUME)))
        .isInstanceOf(CatalogFailure.class);
  }

  @Test
  void aReaderSeesTheLastCommitWhileAWriterIsAtWork() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> writer =
          threads.submit(() ->
              write(tables -> {
                tables.disks().add(Rows.disk("d-1", 1, null, 1));
                written.countDown();
                await(seen);
              }));
      assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(many(t -> t.disks().all())).isEmpty();
      seen.countDown();
      writer.get();
    }
    assertThat(many(t -> t.disks().all())).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void sequencesRiseAndNeverRepeatNotEvenUnderManyHands() throws Exception {
    List<Future<Long>> taken = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 40; i++) {
        taken.add(threads.submit(() -> catalog.write(t -> t.sequences().next(Sequence.IMAGE))));
      }
    }
    List<Long> numbers = new ArrayList<>();
    for (Future<Long> one : taken) {
      numbers.add(one.get());
    }
    assertThat(numbers).doesNotHaveDuplicates().hasSize(40).contains(1L, 40L);
    assertThat(catalog.<Long, RuntimeException>write(t -> t.sequences().next(Sequence.GROUP)))
        .as("each sequence counts for itself")
        .isEqualTo(1);
  }

  @Test
  void listsAreInOrderOfCreationThenIdentifier() {
    write(tables -> {
      tables.disks().add(Rows.disk("d-b", 1, null, 10));
      tables.disks().add(Rows.disk("d-a", 2, null, 10));
      tables.disks().add(Rows.disk("d-z", 3, null, 5));
      tables.disks().add(Rows.disk("d-c", 4, null, 11));
    });
    Slice<DiskRow> first = read(t -> t.disks().list(Rows.allDisks(), new Part(2, 0, null)));
    assertThat(first.rows()).extracting(DiskRow::diskId).containsExactly("d-z", "d-a");
    assertThat(first.more()).isTrue();
    assertThat(first.total()).isEqualTo(4);
    Slice<DiskRow> rest =
        read(t -> t.disks().list(Rows.allDisks(), new Part(2, 0, new Position(10, "d-a"))));
    assertThat(rest.rows()).extracting(DiskRow::diskId).containsExactly("d-b", "d-c");
    assertThat(rest.more()).isFalse();
    Slice<DiskRow> page = read(t -> t.disks().list(Rows.allDisks(), new Part(2, 3, null)));
    assertThat(page.rows()).extracting(DiskRow::diskId).containsExactly("d-c");
  }

  @Test
  void namesMayBePatternsWithStarsAndNothingElse() {
    write(tables -> {
      tables.instances().add(Rows.instance("i-1", "web-1", 1));
      tables.instances().add(Rows.instance("i-2", "web?2", 2));
      tables.instances().add(Rows.instance("i-3", "db[1]", 3));
    });
    assertThat(named("web*")).containsExactly("i-1", "i-2");
    assertThat(named("*?*")).containsExactly("i-2");
    assertThat(named("*[1]")).containsExactly("i-3");
    assertThat(named("web-1")).containsExactly("i-1");
    assertThat(named("*")).hasSize(3);
  }

  private List<String> named(String pattern) {
    InstanceFilter filter =
        new InstanceFilter(
            Rows.ACCOUNT,
            null,
            null,
            null,
            pattern,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return read(t -> t.instances().list(filter, Part.ALL)).rows().stream()
        .map(InstanceRow::instanceId)
        .toList();
  }

  @Test
  void aSecurityGroupIsFoundAmongSeveralAndNotByHalfItsName() {
    write(tables -> tables.instances().add(Rows.instance("i-1", "web", 1)));
    assertThat(inSecurityGroup("sg-2")).isEqualTo(1);
    assertThat(inSecurityGroup("sg-")).isZero();
  }

  private long inSecurityGroup(String id) {
    InstanceFilter filter =
        new InstanceFilter(
            Rows.ACCOUNT,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            id,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return read(t -> t.instances().list(filter, Part.ALL)).total();
  }

  @Test
  void everyTagOfAFilterMustBeThere() {
    write(tables -> {
      tables.snapshots().add(Rows.snapshot("s-1", 1, null, "d-1", 1));
      tables.snapshots().add(Rows.snapshot("s-2", 2, null, "d-1", 2));
      tables.tags().put(new TagRow("s-1", "a", "1"));
      tables.tags().put(new TagRow("s-1", "b", "2"));
      tables.tags().put(new TagRow("s-2", "a", "1"));
    });
    assertThat(tagged(new TagFilter("a", "1"))).containsExactly("s-1", "s-2");
    assertThat(tagged(new TagFilter("a", "1"), new TagFilter("b", null))).containsExactly("s-1");
    assertThat(tagged(new TagFilter("a", "2"))).isEmpty();
  }

  private List<String> tagged(TagFilter... tags) {
    return read(t -> t.snapshots().list(Rows.snapshots(null, List.of(tags)), Part.ALL))
        .rows()
        .stream()
        .map(SnapshotRow::snapshotId)
        .toList();
  }

  @Test
  void aRowThatGoesTakesItsTagsAlong() {
    write(tables -> {
      tables.disks().add(Rows.disk("d-1", 1, null, 1));
      tables.tags().put(new TagRow("d-1", "k", "v"));
      tables.disks().remove("d-1");
    });
    assertThat(labels(t -> t.tags().of(List.of("d-1")))).isEmpty();
  }

  @Test
  void progressOnlyGrowsAndEndsAtAHundred() {
    write(tables -> {
      tables.snapshots().add(Rows.snapshot("s-1", 1, null, "d-1", 1));
      tables.snapshots().setProgress(List.of("s-1"), 50, 2);
    });
    assertThat(snapshot().progress()).as("not frozen yet").isZero();
    write(tables -> {
      tables.snapshots().setCut(List.of("s-1"), 7, 3);
      tables.snapshots().setProgress(List.of("s-1"), 50, 4);
      tables.snapshots().setProgress(List.of("s-1"), 40, 5);
    });
    assertThat(snapshot().progress()).isEqualTo(50);
    assertThat(snapshot().state()).isEqualTo(SnapshotState.PROGRESSING);
    write(tables -> tables.snapshots().setProgress(List.of("s-1"), 100, 6));
    assertThat(snapshot().state()).isEqualTo(SnapshotState.ACCOMPLISHED);
    assertThat(snapshot().cutLsn()).isEqualTo(7);
  }

  private SnapshotRow snapshot() {
    return read(t -> t.snapshots().find("s-1")).orElseThrow();
  }

  @Test
  void tokensAreFoundByAccountActionRegionAndToken() {
    TokenRow row = new TokenRow(Rows.ACCOUNT, "A", "r", "t", "f", "", false, 1);
    write(tables -> tables.tokens().add(row));
    assertThat(one(t -> t.tokens().find(row))).contains(row);
    TokenRow other = new TokenRow(Rows.ACCOUNT, "B", "r", "t", "f", "", false, 1);
    assertThat(one(t -> t.tokens().find(other))).isEmpty();
    write(tables -> assertThat(tables.tokens().removeDoneBefore(5)).isZero());
    write(tables -> {
      tables.tokens().setAnswer(row, "ssg-1");
      tables.tokens().setDone(row);
    });
    assertThat(one(t -> t.tokens().find(row)).orElseThrow().answer()).isEqualTo("ssg-1");
    assertThat(many(t -> t.tokens().running())).isEmpty();
    write(tables -> assertThat(tables.tokens().removeDoneBefore(5)).isEqualTo(1));
  }
}
