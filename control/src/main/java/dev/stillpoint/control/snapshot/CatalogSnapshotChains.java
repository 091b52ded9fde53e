package dev.stillpoint.control.snapshot;

import dev.stillpoint.catalog.ChainRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.Part;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.SnapshotLinkRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Pages;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.rule.TextRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Chains whose snapshots the catalog knows and whose bytes the engine counts. */
public final class CatalogSnapshotChains implements SnapshotChains {
  private static final int RESULTS_MAX = 100;

  /** How many chains are looked at in one transaction while all are added up. */
  private static final int TOTALS_STEP = 200;

  private final Foundation foundation;
  private final ImageSizes sizes;

  public CatalogSnapshotChains(Foundation foundation, ImageSizes sizes) {
    this.foundation = foundation;
    this.sizes = sizes;
  }

  @Override
  public Listing<SnapshotLinkView> describe(Caller caller, DescribeSnapshotLinks request)
      throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    List<String> diskIds = disks(request);
    String instanceId = TextRule.absent(request.instanceId()) ? null : request.instanceId();
    Pages pages = Pages.of(request.paging(), 1, RESULTS_MAX);
    foundation
        .admission()
        .admit(caller, "DescribeSnapshotLinks", request.regionId(), Resource.all());
    return foundation
        .catalog()
        .read(tables -> {
          if (instanceId != null
              && tables.instances().find(caller.accountId(), instanceId).isEmpty()) {
            throw new Refusal(SnapshotError.INVALID_INSTANCE_ID_NOT_FOUND_400, instanceId);
          }
          Slice<SnapshotLinkRow> slice =
              tables.snapshotLinks().list(caller.accountId(), diskIds, instanceId, pages.part());
          return pages.listing(
              slice,
              views(tables, slice.rows()),
              row -> new Position(row.createdAt(), row.diskId()));
        });
  }

  /** The disks that both filters name; null when neither was given. */
  private static List<String> disks(DescribeSnapshotLinks request) throws Refusal {
    if (request.snapshotLinkIds() == null) {
      return request.diskIds();
    }
    List<String> linked = new ArrayList<>();
    for (String id : request.snapshotLinkIds()) {
      if (!ChainNames.isOne(id)) {
        throw new Refusal(SnapshotError.INVALID_SNAPSHOT_LINK_IDS, id);
      }
      linked.add(ChainNames.disk(id));
    }
    if (request.diskIds() != null) {
      linked.retainAll(request.diskIds());
    }
    return linked;
  }

  private List<SnapshotLinkView> views(Tables tables, List<SnapshotLinkRow> rows) {
    Map<String, List<ChainRow>> chains =
        tables.snapshotLinks().chains(rows.stream().map(SnapshotLinkRow::diskId).toList());
    return rows.stream()
        .map(row -> view(tables, row, chains.getOrDefault(row.diskId(), List.of())))
        .toList();
  }

  private SnapshotLinkView view(Tables tables, SnapshotLinkRow row, List<ChainRow> chain) {
    DiskRow disk = tables.disks().find(row.diskId()).orElse(null);
    ChainRow newest = chain.isEmpty() ? null : chain.getLast();
    String instanceId = disk == null || disk.instanceId() == null ? "" : disk.instanceId();
    return new SnapshotLinkView(
        ChainNames.of(row.diskId()),
        foundation.geography().regionId(),
        row.diskId(),
        disk == null ? "" : disk.name(),
        disk == null ? sizeGib(newest) : disk.sizeGib(),
        type(disk, newest),
        instanceId,
        instanceId.isEmpty()
            ? ""
            : tables.instances().find(instanceId).map(InstanceRow::name).orElse(""),
        newest == null ? "standard" : newest.category(),
        row.present(),
        bytes(chain));
  }

  private static int sizeGib(ChainRow newest) {
    return newest == null ? 0 : newest.sizeGib();
  }

  private static String type(DiskRow disk, ChainRow newest) {
    if (disk != null) {
      return Statuses.wire(disk.type());
    }
    return newest == null ? "data" : Statuses.wire(newest.sourceDiskType());
  }

  private long bytes(List<ChainRow> chain) {
    return sizes.chain(chain.stream().map(ChainRow::image).toList());
  }

  @Override
  public SnapshotTotals totals(Caller caller, String regionId) throws Refusal {
    TextRule.require(regionId, "RegionId");
    foundation.admission().admit(caller, "DescribeSnapshotsUsage", regionId, Resource.all());
    long count = 0;
    long bytes = 0;
    Position after = null;
    do {
      Part part = new Part(TOTALS_STEP, 0, after);
      Step step = foundation.catalog().read(tables -> step(tables, caller, part));
      count += step.count();
      bytes += step.bytes();
      after = step.last();
    } while (after != null);
    return new SnapshotTotals(count, bytes);
  }

  private Step step(Tables tables, Caller caller, Part part) {
    Slice<SnapshotLinkRow> slice =
        tables.snapshotLinks().list(caller.accountId(), null, null, part);
    List<SnapshotLinkRow> rows = slice.rows();
    long bytes =
        tables
            .snapshotLinks()
            .chains(rows.stream().map(SnapshotLinkRow::diskId).toList())
            .values()
            .stream()
            .mapToLong(this::bytes)
            .sum();
    Position last =
        slice.more() ? new Position(rows.getLast().createdAt(), rows.getLast().diskId()) : null;
    return new Step(rows.stream().mapToLong(SnapshotLinkRow::present).sum(), bytes, last);
  }

  /**
   * Some chains.
   *
   * @param last behind which others follow; null when none does
   */
  private record Step(long count, long bytes, Position last) {}

  @Override
  public Listing<SnapshotTotals> packages(Caller caller, String regionId, Paging paging)
      throws Refusal {
    TextRule.require(regionId, "RegionId");
    Pages pages = Pages.of(paging, 1, RESULTS_MAX);
    foundation.admission().admit(caller, "DescribeSnapshotPackage", regionId, Resource.all());
    return new Listing<>(List.of(), 0, pages.number(), pages.part().limit(), "");
  }
}
