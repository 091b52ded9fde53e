package dev.stillpoint.api.ecs.image;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.image.ImageView;
import dev.stillpoint.control.image.Images;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import java.util.List;
import java.util.Locale;

/** Lists the images that the account made; there are no others. */
final class DescribeImages implements Action {
  private static final String SELF = "self";
  private static final String LINUX = "linux";
  private static final String WINDOWS = "windows";

  private final Images images;

  DescribeImages(Images images) {
    this.images = images;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    arguments.refuseWithoutFeature("OSType", "ActionType", "IsSupportCloudinit");
    String regionId = arguments.required("RegionId");
    String ids = arguments.textOrNull("ImageId");
    Listing<ImageView> listing =
        images.describe(
            invocation.caller(),
            new dev.stillpoint.control.image.DescribeImages(
                regionId,
                ids == null ? null : List.of(ids.split(",", -1)),
                arguments.textOrNull("ImageName"),
                arguments.textOrNull("ImageFamily"),
                arguments.textOrNull("Architecture"),
                arguments.textOrNull("Status"),
                arguments.textOrNull("SnapshotId"),
                arguments.textOrNull("ResourceGroupId"),
                arguments.textOrNull("Usage"),
                arguments.tags(),
                arguments.filters(),
                elsewhere(arguments, invocation.caller().accountId()),
                arguments.flagOrNull("DryRun"),
                new Paging(
                    arguments.wholeOrNull("PageNumber"),
                    arguments.wholeOrNull("PageSize"),
                    null,
                    null)));
    return new Fields()
        .text("RegionId", regionId)
        .list("Images", "Image", listing.items(), DescribeImages::image)
        .whole("TotalCount", listing.totalCount())
        .whole("PageNumber", listing.pageNumber())
        .whole("PageSize", listing.pageSize());
  }

  /** True when images of others are asked for, or such as there are none of. */
  private static boolean elsewhere(Arguments arguments, String accountId) throws ApiFault {
    return !arguments.text("ImageOwnerAlias").orElse(SELF).equals(SELF)
        || !arguments.text("ImageOwnerId").orElse(accountId).equals(accountId)
        || arguments.isTrue("IsPublic")
        || !arguments.flag("IsSupportIoOptimized").orElse(true);
  }

  private static Fields image(ImageView view) {
    int gib = view.disks().isEmpty() ? 0 : view.disks().getFirst().sizeGib();
    Fields fields =
        new Fields()
            .text("ImageId", view.imageId())
            .text("ImageName", view.imageName())
            .text("ImageFamily", view.imageFamily())
            .text("ImageVersion", view.imageVersion())
            .text("Description", view.description())
            .text("ImageOwnerAlias", SELF)
            .text("Architecture", view.architecture())
            .text("Platform", view.platform())
            .text("BootMode", view.bootMode())
            .text("OSType", osType(view.platform()))
            .text("OSName", view.platform())
            .text("OSNameEn", view.platform())
            .text("Status", view.status())
            .text("Progress", progress(view) + "%")
            .text("Usage", view.inUse() ? "instance" : "none")
            .text("ResourceGroupId", view.resourceGroupId())
            .text("CreationTime", Shapes.seconds(view.creationTime()))
            .text("IsSelfShared", "")
            .whole("Size", gib)
            .flag("IsSupportIoOptimized", true)
            .flag("IsSubscribed", false)
            .flag("IsCopied", false)
            .flag("IsPublic", false);
    fields.list("DiskDeviceMappings", "DiskDeviceMapping", view.disks(), DescribeImages::disk);
    Shapes.tags(fields, view.tags());
    return fields;
  }

  private static String osType(String platform) {
    return platform.toLowerCase(Locale.ROOT).startsWith(WINDOWS) ? WINDOWS : LINUX;
  }

  private static int progress(ImageView view) {
    return view.disks().stream().mapToInt(ImageView.Disk::progressPercent).min().orElse(0);
  }

  private static Fields disk(ImageView.Disk disk) {
    return new Fields()
        .text("SnapshotId", disk.snapshotId())
        .text("Type", disk.type())
        .text("Device", disk.device())
        .text("Size", String.valueOf(disk.sizeGib()))
        .text("Format", "")
        .text("ImportOSSBucket", "")
        .text("ImportOSSObject", "");
  }
}
